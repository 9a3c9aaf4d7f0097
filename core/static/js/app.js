/*
 * Small conveniences on top of pages that work without script. No eval, no inline style, nothing stored in the browser
 * but the marks on the page: drafts lie on the server, since computers are shared.
 */
(() => {
  "use strict";

  const POLL_MS = 25_000;
  const WARN_BEFORE_MS = 120_000;
  const root = document.documentElement;

  /* --- Has the list changed? Only a visible tab asks (components/changed.html listens). ------------------------- */

  const ask = () => {
    if (document.visibilityState === "visible") document.body.dispatchEvent(new CustomEvent("uppdatera"));
  };

  setInterval(ask, POLL_MS);
  document.addEventListener("visibilitychange", ask);

  const title = document.title.replace(/^\(\d+\) /, "");
  document.addEventListener("htmx:afterSettle", () => {
    const counted = document.querySelector("[data-attention]");
    if (!counted) return;
    const count = Number(counted.dataset.attention);
    document.title = count ? `(${count}) ${title}` : title;
  });

  /* --- What a poll or a draft cannot say for itself: logged out, or no contact ----------------------------------- */

  const connection = document.getElementById("hv-connection");

  const say = (text, link) => {
    if (!connection) return;
    connection.replaceChildren();
    if (!text) return;
    const box = document.createElement("div");
    box.className = "ds-alert hv-alert";
    box.dataset.color = "warning";
    const line = document.createElement("p");
    line.textContent = `${text} `;
    if (link) {
      const anchor = document.createElement("a");
      anchor.className = "ds-link";
      anchor.href = location.href;
      anchor.textContent = link;
      line.append(anchor);
    }
    box.append(line);
    connection.append(box);
  };

  document.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    if (status === 401 || status === 403) say("Du är utloggad. Sparade utkast finns kvar.", "Logga in igen");
  });
  document.addEventListener("htmx:sendError", () => {
    say("Ingen kontakt med Hemväg just nu. Det du ser kan vara gammalt.");
  });
  document.addEventListener("htmx:afterOnLoad", (event) => {
    if (event.detail.successful) say("");
  });

  /* --- A form is sent once -------------------------------------------------------------------------------------- */

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    form.removeAttribute("data-dirty");
    // After the browser has read the form: a disabled button would not be sent with it.
    setTimeout(() => {
      const button = event.submitter;
      if (button) button.setAttribute("aria-busy", "true");
    });
  });

  // Back in the browser shows the page as it was left: let it be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  });

  /* --- Leaving a form with something unsaved in it (<form data-unsaved>) ------------------------------------------ */

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-unsaved]");
    if (form) form.dataset.dirty = "1";
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful || !event.detail.elt.hasAttribute("data-draft")) return;
    event.detail.elt.closest("form")?.removeAttribute("data-dirty");
  });
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-dirty]")) event.preventDefault();
  });

  /* --- Marked rows ----------------------------------------------------------------------------------------------- */

  const countMarked = () => {
    for (const form of document.querySelectorAll(".hv-worklist-form")) {
      const count = form.querySelectorAll('[name="ids"]:checked').length;
      const label = form.querySelector("[data-marked-count]");
      if (label) label.textContent = count === 1 ? "1 markerad" : `${count} markerade`;
    }
  };

  document.addEventListener("change", (event) => {
    if (event.target.name === "ids") countMarked();
  });
  countMarked();

  /* --- One open menu; Escape and a click beside it close it --------------------------------------------------------- */

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".hv-account[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll(".hv-account[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  /* --- The log-in ends soon ------------------------------------------------------------------------------------------ */

  const frame = document.querySelector("[data-session-seconds]");
  const warning = document.getElementById("hv-session");
  if (frame && warning) {
    let timer;
    const start = () => {
      clearTimeout(timer);
      timer = setTimeout(() => warning.showModal(), Number(frame.dataset.sessionSeconds) * 1000 - WARN_BEFORE_MS);
    };
    warning.querySelector("[data-session-continue]").addEventListener("click", async () => {
      warning.close();
      const token = document.querySelector('[name="csrfmiddlewaretoken"]')?.value ?? "";
      const answer = await fetch(frame.dataset.sessionExtend, { method: "POST", headers: { "X-CSRFToken": token } });
      if (answer.ok) start();
      else say("Du är utloggad. Sparade utkast finns kvar.", "Logga in igen");
    });
    start();
  }

  /* --- Shortcuts, only when the person has turned them on (WCAG 2.1.4) ------------------------------------------------- */

  if (root.dataset.shortcuts !== "on") return;

  const rows = () => [...document.querySelectorAll(".hv-row-case")];
  const current = () => document.querySelector(".hv-row-case[data-current]");
  let waitingForSecondKey = false;

  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const from = all.indexOf(current());
    const next = all[Math.min(Math.max(from + step, 0), all.length - 1)];
    current()?.removeAttribute("data-current");
    next.setAttribute("data-current", "");
    next.querySelector("a").focus();
  };

  const actions = {
    j: () => move(1),
    k: () => move(-1),
    x: () => current()?.querySelector('[name="ids"]')?.click(),
    e: () => current()?.querySelector('button[name="one"]')?.click(),
    "/": () => document.querySelector('[type="search"]')?.focus(),
    "?": () => document.getElementById("hv-shortcuts")?.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable]')) return;
    if (waitingForSecondKey) {
      waitingForSecondKey = false;
      if (event.key === "a") location.assign("/");
      return;
    }
    if (event.key === "g") {
      waitingForSecondKey = true;
      return;
    }
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
})();

/*
 * Small conveniences on top of pages that work without script. No eval, no inline style, nothing stored in the browser
 * but the marks on the page: drafts lie on the server, since computers are shared.
 */
(() => {
  "use strict";

  const POLL_MS = 25_000;
  const WARN_BEFORE_S = 120;
  const DRAFT_AFTER_MS = 1_500;
  const TRY_AGAIN_MS = 5_000;
  const NO_CONTACT = "Ingen kontakt med Hemväg. Det du har skrivit ligger kvar här på sidan och sparas när kontakten är tillbaka. Stäng inte sidan.";
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

  const told = (status) => {
    if (status === 409) say("Du har bytt uppdrag i ett annat fönster. Den här sidan hör till det förra.", "Öppna sidan på nytt");
    else if (status < 500) say("Du är utloggad. Sparade utkast finns kvar.", "Logga in igen");
  };

  document.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    if (status === 401 || status === 403 || status === 409) told(status);
  });
  document.addEventListener("htmx:sendError", () => {
    say("Ingen kontakt med Hemväg just nu. Det du ser kan vara gammalt.");
  });
  document.addEventListener("htmx:afterOnLoad", (event) => {
    if (event.detail.successful) say("");
  });

  /* --- The computer's clock is wrong: the server's decides, and the person is told --------------------------------- */

  const CLOCK_OFF_MS = 5 * 60_000;
  const clockBox = document.getElementById("hv-clock");

  if (clockBox && Number(clockBox.dataset.clock)) {
    const [loaded] = performance.getEntriesByType("navigation");
    const since = performance.now() - (loaded?.responseStart ?? 0);
    const off = Date.now() - since - Number(clockBox.dataset.clock) * 1000;
    if (Math.abs(off) > CLOCK_OFF_MS) {
      const minutes = Math.round(Math.abs(off) / 60_000);
      const much = minutes < 120 ? `${minutes} minuter` : minutes < 2880 ? `${Math.round(minutes / 60)} timmar` : `${Math.round(minutes / 1440)} dygn`;
      const box = document.createElement("div");
      box.className = "ds-alert hv-alert";
      box.dataset.color = "warning";
      const line = document.createElement("p");
      line.textContent = `Den här datorns klocka går ${much} ${off > 0 ? "före" : "efter"}. Hemväg räknar med sin egen klocka: tiderna på sidan är rätt.`;
      box.append(line);
      clockBox.append(box);
    }
  }

  /* --- What the page asks by itself: for which assignment it was drawn, and that it is no doing of the person's ------ */

  const frame = document.querySelector("[data-session-seconds]");
  const assignment = document.querySelector("[data-assignment]")?.dataset.assignment;

  const headers = (background) => ({
    "X-CSRFToken": document.querySelector('[name="csrfmiddlewaretoken"]')?.value ?? "",
    ...(assignment ? { "X-Hemvag-Assignment": assignment } : {}),
    ...(background ? { "X-Hemvag-Background": "1" } : {}),
  });
  // A log-in page in place of the answer is no answer.
  const fetchOwn = (url, { background = true, ...more } = {}) =>
    fetch(url, { headers: headers(background), redirect: "manual", ...more }).catch(() => null);

  document.addEventListener("htmx:configRequest", (event) => {
    Object.assign(event.detail.headers, headers(true));
  });

  /* --- An answer that takes its time: said, with a line that moves, and after a while what to do ------------------- */

  const WAIT_MS = 700;
  const LONG_MS = 8_000;
  const GIVE_UP_MS = 20_000;
  const waitBox = document.body.appendChild(document.createElement("div"));
  waitBox.className = "hv-waiting";
  waitBox.setAttribute("role", "status");
  let waitTimers = [];

  const stopWaiting = () => {
    waitTimers.forEach(clearTimeout);
    waitTimers = [];
    waitBox.replaceChildren();
  };

  const startWaiting = (text, long) => {
    stopWaiting();
    const show = (line) => () => {
      const said = document.createElement("p");
      said.textContent = line;
      waitBox.replaceChildren(said);
    };
    waitTimers = [setTimeout(show(text), WAIT_MS), setTimeout(show(long), LONG_MS), setTimeout(stopWaiting, GIVE_UP_MS)];
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.defaultPrevented;
    if (!link || !plain || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.pathname === location.pathname && link.hash) return;
    startWaiting("Hämtar …", "Det tar längre tid än vanligt. Kontrollera uppkopplingen om inget händer.");
  });

  /* --- A form is sent once -------------------------------------------------------------------------------------- */

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("data-download")) return; // the page stays: a file comes
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    // Sent without a network the page would be gone, and what was typed since the last draft with it.
    if (!navigator.onLine && form.matches("[data-unsaved]")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      draftLine(form, NO_CONTACT);
      return;
    }
    form.dataset.sent = "1";
    form.removeAttribute("data-dirty");
    startWaiting("Skickar …", "Det tar längre tid än vanligt. Vänta kvar på sidan: det skickas bara en gång.");
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
    stopWaiting();
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

  const markAll = (on, within = document) => {
    for (const box of within.querySelectorAll('.hv-worklist-form [name="ids"]')) box.checked = on;
    for (const box of document.querySelectorAll("[data-mark-all]")) box.checked = on;
    countMarked();
  };
  for (const box of document.querySelectorAll("[data-mark-all]")) box.hidden = false;

  document.addEventListener("change", (event) => {
    if (event.target.name === "ids") countMarked();
    if (event.target.matches("[data-mark-all]")) markAll(event.target.checked);
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

  /* --- Drafts: what is typed in a <form data-unsaved> lies on the server, for the same person and unit ---------------- */

  const draftUrl = frame?.dataset.draftUrl;
  const waiting = new Map();

  const addressOf = (form, url) => `${url}?sida=${encodeURIComponent(new URL(form.action || location.href, location).pathname)}`;
  const typedIn = (form) =>
    [...form.elements].filter((field) => field.name && !field.disabled && !/^(hidden|file|password|submit|button|reset)$/.test(field.type));

  const bodyOf = (form) => {
    const body = new URLSearchParams();
    for (const field of typedIn(form)) {
      if (/^(checkbox|radio)$/.test(field.type)) {
        if (field.checked) body.append(field.name, field.value);
      } else if (field.type === "select-multiple") {
        for (const option of field.selectedOptions) body.append(field.name, option.value);
      } else {
        body.append(field.name, field.value);
      }
    }
    return body;
  };

  const fill = (form, fields) => {
    const taken = {};
    for (const field of typedIn(form)) {
      const values = fields[field.name];
      if (/^(checkbox|radio)$/.test(field.type)) {
        field.checked = Boolean(values?.includes(field.value));
      } else if (field.type === "select-multiple") {
        for (const option of field.options) option.selected = Boolean(values?.includes(option.value));
      } else if (values) {
        const at = taken[field.name] ?? 0;
        field.value = values[at] ?? "";
        taken[field.name] = at + 1;
      }
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };

  const draftLine = (form, text) => {
    let line = form.querySelector(".hv-draft");
    if (!line) {
      line = document.createElement("p");
      line.className = "hv-draft hv-under";
      line.setAttribute("role", "status");
      form.append(line);
    }
    line.textContent = text;
  };

  const save = async (form) => {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    if (form.dataset.sent || form.dataset.offered) return;
    const body = bodyOf(form);
    const answer = await fetchOwn(addressOf(form, draftUrl), { background: false, method: "POST", body });
    if (form.dataset.sent) return;
    if (!answer) {
      draftLine(form, NO_CONTACT);
      if (!waiting.has(form)) waiting.set(form, setTimeout(() => save(form), TRY_AGAIN_MS));
    } else if (answer.ok) {
      draftLine(form, (await answer.json()).text);
      // Not when more was typed meanwhile.
      if (!waiting.has(form)) form.removeAttribute("data-dirty");
    } else if (answer.status !== 422) {
      told(answer.status);
    }
  };

  const button = (text, variant, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "ds-button";
    made.dataset.variant = variant;
    made.textContent = text;
    made.addEventListener("click", press);
    return made;
  };

  const offer = (form, draft) => {
    form.dataset.offered = "1";
    const box = document.createElement("div");
    box.className = "ds-alert hv-alert";
    box.dataset.color = "info";
    const line = document.createElement("p");
    line.textContent = draft.text;
    const row = document.createElement("div");
    row.className = "hv-row";
    const answered = () => {
      delete form.dataset.offered;
      box.remove();
      typedIn(form)[0]?.focus();
    };
    row.append(
      button("Hämta det jag skrev", "secondary", () => {
        fill(form, draft.fields);
        answered();
      }),
      button("Ta bort utkastet", "tertiary", () => {
        fetchOwn(addressOf(form, frame.dataset.draftDiscardUrl), { background: false, method: "POST" });
        answered();
      }),
    );
    box.append(line, row);
    form.prepend(box);
  };

  if (draftUrl) {
    document.addEventListener("input", (event) => {
      const form = event.target.closest("form[data-unsaved]");
      if (!form) return;
      clearTimeout(waiting.get(form));
      waiting.set(form, setTimeout(() => save(form), DRAFT_AFTER_MS));
    });
    window.addEventListener("online", () => {
      for (const form of [...waiting.keys()]) save(form);
    });
    document.addEventListener("submit", (event) => {
      clearTimeout(waiting.get(event.target));
      waiting.delete(event.target);
    });
    // Filled in by the server, or sent and given back: then what stands there is the latest.
    const filled = new URLSearchParams(location.search).has("utkast") || document.querySelector('[aria-invalid="true"]');
    for (const form of filled ? [] : document.querySelectorAll("form[data-unsaved]")) {
      fetchOwn(addressOf(form, draftUrl)).then(async (answer) => {
        if (answer?.status === 200 && !form.dataset.dirty) offer(form, await answer.json());
      });
    }
  }

  /* --- The log-in ends soon ------------------------------------------------------------------------------------------ */

  const warning = document.getElementById("hv-session");
  if (frame && warning) {
    let timer;
    let due = 0;
    let by = "idle";

    // What was on the page is not left on a screen that somebody walked away from.
    const leave = () => {
      for (const form of document.querySelectorAll("form[data-dirty]")) form.removeAttribute("data-dirty");
      location.assign(location.pathname + location.search);
    };
    const wait = (seconds) => {
      clearTimeout(timer);
      due = Date.now() + seconds * 1000;
      timer = setTimeout(check, seconds * 1000);
    };
    const take = async (answer) => {
      if (!answer) return wait(10);
      if (!answer.ok) return leave();
      const left = await answer.json();
      if (left.seconds > WARN_BEFORE_S) {
        if (warning.open) warning.close();
        return wait(left.seconds - WARN_BEFORE_S);
      }
      by = left.by;
      warning.querySelector("[data-session-idle]").hidden = by !== "idle";
      warning.querySelector("[data-session-absolute]").hidden = by === "idle";
      if (!warning.open && !warning.dataset.read) {
        for (const form of waiting.keys()) save(form);
        warning.showModal();
      }
      return wait(Math.min(left.seconds + 1, 10));
    };
    async function check() {
      await take(await fetchOwn(frame.dataset.sessionUrl));
    }
    const stay = async () => {
      warning.close();
      if (by !== "idle") warning.dataset.read = "1";
      else await take(await fetchOwn(frame.dataset.sessionUrl, { method: "POST" }));
    };
    warning.querySelector("[data-session-continue]").addEventListener("click", stay);
    warning.addEventListener("cancel", (event) => {
      event.preventDefault();
      stay();
    });
    // A computer that slept has not counted.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" && Date.now() >= due) check();
    });
    wait(Math.max(Number(frame.dataset.sessionSeconds) - WARN_BEFORE_S, 0));
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

  const marked = () => document.querySelectorAll('.hv-worklist-form [name="ids"]:checked').length;
  const press = (selector) => document.querySelector(selector)?.click();
  // What is marked, or else the row that one stands on.
  const bulk = (value) => {
    if (!marked()) current()?.querySelector('[name="ids"]')?.click();
    if (marked()) press(`.hv-bulk button[name="action"][value="${value}"]`);
  };

  const actions = {
    j: () => move(1),
    k: () => move(-1),
    // Mark, and on to the next: five rows are five presses.
    x: () => {
      if (!current()) move(1);
      current()?.querySelector('[name="ids"]')?.click();
      move(1);
    },
    a: () => markAll(!marked()),
    e: () => (marked() ? bulk("acknowledge") : current()?.querySelector('button[name="one"]')?.click()),
    t: () => bulk("assign"),
    l: () => bulk("hand_over"),
    v: () => {
      if (!marked()) current()?.querySelector('[name="ids"]')?.click();
      if (marked()) press('.hv-bulk button[name="action"][value^="rest:"]');
    },
    u: () => press("[data-undo]"),
    "/": () => document.querySelector('[type="search"]')?.focus(),
    "?": () => document.getElementById("hv-shortcuts")?.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable]')) return;
    if (waitingForSecondKey) {
      waitingForSecondKey = false;
      if (event.key === "a") location.assign("/att-gora/");
      if (event.key === "p") location.assign("/personer/");
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

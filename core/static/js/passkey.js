// Ties a button to allauth's passkey script: data-passkey names the kind (add, authenticate, login), the other
// attributes the fields. allauth's own way is a script in the page, which our templates do not have.
for (const button of document.querySelectorAll("[data-passkey]")) {
  const kind = button.dataset.passkey;
  window.allauth.webauthn.forms[`${kind}Form`]({
    ids: {
      [kind]: button.id,
      credential: button.dataset.credential,
      passwordless: button.dataset.passwordless,
      data: "js_data",
    },
  });
}
document.addEventListener("allauth.error", (event) => {
  // The person closed the browser's question, or had no key: the page is there to try again.
  event.preventDefault();
});

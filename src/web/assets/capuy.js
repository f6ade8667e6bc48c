/* Conveniences on top of pages that work without them. */
(() => {
  const each = (selector, work) => document.querySelectorAll(selector).forEach(work);

  /* After a refused form the reader lands on the list of what to repair. */
  const summary = document.getElementById('error-summary');
  if (summary) summary.focus();

  each('[data-print]', (button) => {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  });

  /* Leaving a form with unsent changes asks first; a second click on a slow line does not send twice. */
  let changed = false;
  each('form[data-guard]', (form) => {
    if (form.dataset.guard === 'changed') changed = true;
    form.addEventListener('input', () => {
      changed = true;
    });
  });
  each('form[method="post"]', (form) => {
    let sent = false;
    form.addEventListener('submit', (event) => {
      if (sent) event.preventDefault();
      sent = true;
      changed = false;
    });
    window.addEventListener('pageshow', () => {
      sent = false;
    });
  });
  if (document.querySelector('form[data-guard]')) {
    window.addEventListener('beforeunload', (event) => {
      if (changed) event.preventDefault();
    });
  }

  /* Passkeys: the server says what is to be signed, the browser asks its person, the answer is sent as a form. */
  each('form[data-passkey]', (form) => {
    const known = window.PublicKeyCredential;
    if (!known?.parseRequestOptionsFromJSON) return;
    form.hidden = false;
    each('[data-without-passkeys]', (hint) => {
      hint.hidden = true;
    });
    const button = form.querySelector('button');
    const said = form.querySelector('[data-passkey-failed]');
    button.addEventListener('click', async () => {
      button.disabled = true;
      said.textContent = '';
      try {
        const headers = { 'Content-Type': 'application/json' };
        const asked = await (await fetch(form.dataset.passkey, { method: 'POST', headers, body: '{}' })).json();
        const made =
          form.dataset.passkeyKind === 'create'
            ? await navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(asked.options) })
            : await navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(asked.options) });
        form.elements.step.value = asked.step;
        form.elements.credential.value = JSON.stringify(made.toJSON());
        form.requestSubmit();
      } catch {
        said.textContent = said.dataset.passkeyFailed;
        button.disabled = false;
      }
    });
  });

  /* A slider through days says the day while it is dragged, and shows it once it is let go. */
  each('form[data-slider]', (form) => {
    const slider = form.elements.step;
    const days = slider.dataset.days.split('|');
    const told = form.querySelector('output');
    form.querySelector('button').hidden = true;
    slider.addEventListener('input', () => {
      told.textContent = days[slider.value];
      slider.setAttribute('aria-valuetext', days[slider.value]);
    });
    slider.addEventListener('change', () => form.requestSubmit());
  });

  /* Suggestions while typing: the server answers [{ value, label }]. */
  each('input[data-suggest]', (input) => {
    const list = input.list;
    if (!list) return;
    let waiting;
    let latest = 0;
    const ask = async () => {
      const turn = ++latest;
      const url = new URL(input.dataset.suggest, location.href);
      url.searchParams.set('q', input.value);
      const answer = await fetch(url, { headers: { Accept: 'application/json' } }).catch(() => null);
      if (!answer?.ok || turn !== latest) return;
      const found = await answer.json();
      list.replaceChildren(
        ...found.map((one) => Object.assign(document.createElement('option'), { value: one.value, label: one.label })),
      );
    };
    input.addEventListener('input', () => {
      clearTimeout(waiting);
      if (input.value.trim().length >= 2) waiting = setTimeout(ask, 250);
    });
  });
})();

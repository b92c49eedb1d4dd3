extension ExplorerScript {
  /// Puts the explorer in place of the tables that need no script.
  static let start = #"""

    const host = document.getElementById('explorer');
    const tabs = make('nav', { class: 'tabs', 'aria-label': 'Views' }, views.map(view =>
      make('a', { href: '#view=' + view, 'data-view': view, click: event => {
        event.preventDefault();
        change({ view, sort: '', entry: '' });
      } }, titles[view])));
    const count = make('p', { id: 'count', role: 'status', 'aria-live': 'polite' });
    const result = make('div', { id: 'result' });
    const legend = make('p', { class: 'soft' }, 'Filled: granted to a service principal. Outlined: asked for by a registration, which shows no grants. Dotted: carried by a token. \u201cuser\u201d: it takes a signed-in user. takeover: a known way to control of the tenant or its devices.');
    const chips = make('div', { class: 'chips' });
    const form = controls();
    const show = () => {
      for (const tab of tabs.children) {
        if (tab.dataset.view === state.view) tab.setAttribute('aria-current', 'page'); else tab.removeAttribute('aria-current');
      }
      for (const key in state) {
        const control = document.getElementById('by-' + key) || form.querySelector('#by-' + key);
        if (control && control !== document.activeElement) control.value = state[key];
      }
      const special = [['entry', state.entry === '' ? '' : entries[+state.entry] ? entries[+state.entry][NAME] : '?'], ['owner', state.owner]].filter(pair => pair[1]);
      chips.replaceChildren(...special.map(([key, text]) => make('span', { class: 'chip' }, key + ': ' + text + ' ',
        make('button', { type: 'button', 'aria-label': 'Show all again', click: () => change({ [key]: '' }) }, '\u00d7'))));
      const shown = show1[state.view]();
      count.textContent = shown.count;
      legend.hidden = state.view !== 'who';
      result.replaceChildren(...shown.element);
    };
    if (entries.length === 0) return;
    document.getElementById('plain').remove();
    host.append(make('h2', { id: 'explore' }, 'Explore'), tabs, form, chips, count, legend, result,
      tables.whole ? '' : make('p', { class: 'soft' }, 'In a report of this size, lines of the input, reasons of rules that could not judge, and fingerprints below critical are left to the JSON report.'));
    host.hidden = false;
    document.addEventListener('keydown', event => {
      const search = document.getElementById('by-q');
      const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement ? document.activeElement.tagName : '');
      if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        search.focus();
        search.select();
      } else if (event.key === 'Escape' && document.activeElement === search) {
        search.value = '';
        change({ q: '', entry: '' }, true);
      }
    });
    addEventListener('popstate', follow);
    addEventListener('hashchange', follow);
    follow();
    })();

    """#
}

extension ExplorerScript {
  /// A table in pages, sorted by its columns.
  static let tables = #"""

    // columns: title, value to sort by, cells, whether numbers; rows: anything.
    const table = (label, columns, rows, initial, detail) => {
      const [key, direction] = (state.sort || initial).split('.');
      const column = columns.find(one => one.key === key) || columns[0];
      const sign = direction === 'down' ? -1 : 1;
      const values = new Map(rows.map(row => [row, column.value(row)]));
      const order = [...rows].sort((one, other) => {
        const a = values.get(one), b = values.get(other);
        return a < b ? -sign : a > b ? sign : 0;
      });
      const pages = Math.max(1, Math.ceil(order.length / PAGE));
      const page = Math.min(Math.max(1, +state.page || 1), pages);
      const shown = order.slice((page - 1) * PAGE, page * PAGE);
      const head = make('tr', {}, columns.map(one => {
        const isSorted = one.key === column.key;
        const turned = isSorted ? (sign > 0 ? 'down' : 'up') : one.isNumber ? 'down' : 'up';
        return make('th', { scope: 'col', class: one.isNumber ? 'number' : undefined,
          'aria-sort': isSorted ? (sign > 0 ? 'ascending' : 'descending') : undefined },
          make('button', { type: 'button', class: 'sort', click: () => change({ sort: one.key + '.' + turned }, true) },
            one.title, make('span', { 'aria-hidden': 'true' }, isSorted ? (sign > 0 ? ' \u25b4' : ' \u25be') : '')));
      }));
      const body = make('tbody', {}, shown.map(row => {
        const line = make('tr', {}, columns.map((one, index) => make(index ? 'td' : 'th',
          { class: one.isNumber ? 'number' : undefined, scope: index ? undefined : 'row' }, one.cell(row))));
        if (!detail) return line;
        const place = make('td', { colspan: columns.length });
        const under = make('tr', { class: 'under', hidden: true }, place);
        const button = make('button', { type: 'button', class: 'fold', 'aria-expanded': 'false', 'aria-label': 'Details of ' + detail.label(row),
          click: () => toggle() }, '\u25b8');
        const toggle = () => {
          under.hidden = !under.hidden;
          button.setAttribute('aria-expanded', String(!under.hidden));
          button.textContent = under.hidden ? '\u25b8' : '\u25be';
          if (!under.hidden && !place.firstChild) place.append(detail.body(row));
        };
        line.firstChild.prepend(button);
        if (detail.isOpen) toggle();
        return [line, under];
      }));
      const turn = (text, to) => make('button', { type: 'button', disabled: to < 1 || to > pages, click: () => {
        change({ page: String(to) });
        document.getElementById('result').scrollIntoView({ block: 'start' });
      } }, text);
      const first = (page - 1) * PAGE + 1;
      const foot = make('div', { class: 'pages' },
        pages > 1 && [turn('Previous', page - 1), make('span', {}, 'Page ' + page + ' of ' + pages), turn('Next', page + 1)],
        order.length > 0 && make('button', { type: 'button', click: () => save(columns, order) }, 'Save as CSV'));
      const count = order.length === 0 ? 'Nothing fits.' : pages === 1 ? plural(order.length, 'row', 'rows')
        : 'Rows ' + first + ' to ' + (first + shown.length - 1) + ' of ' + order.length;
      return { count, element: [make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label },
        make('table', { class: label === titles.who ? 'matrix' : undefined }, make('thead', {}, head), body)), foot] };
    };

    // What is shown, with formulas made harmless.
    const save = (columns, rows) => {
      const cell = value => {
        const text = String(value);
        return '"' + (/^[=+\-@\t\r]/.test(text) ? "'" : '') + text.replaceAll('"', '""') + '"';
      };
      const content = [columns.map(one => cell(one.title)), ...rows.map(row => columns.map(one => cell(one.text ? one.text(row) : one.value(row))))]
        .map(line => line.join(',')).join('\r\n');
      const address = URL.createObjectURL(new Blob([content + '\r\n'], { type: 'text/csv' }));
      make('a', { href: address, download: tables.tool + '-' + state.view + '.csv' }).click();
      URL.revokeObjectURL(address);
    };
    """#
}

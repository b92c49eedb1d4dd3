extension ExplorerScript {
  /// One entry with its findings, permissions and credentials.
  static let cards = #"""

    const copyable = text => {
      const button = make('button', { type: 'button', class: 'copy', click: () => {
        if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => { button.textContent = 'Copied'; }, () => {});
      } }, 'Copy');
      return make('div', { class: 'command' }, make('pre', {}, text), button);
    };
    const findingCard = (entry, finding) => {
      const [id, , fix, command] = tables.rules[finding[RULE]];
      const excerpt = finding[EXCERPT], line = entry[LINE] + finding[PLACE];
      const path = say(finding[ELSEWHERE] || '') || say(entry[PATH]);
      const own = say(finding[FIX] === undefined ? '' : finding[FIX]) || fix;
      return make('div', { class: 'finding edge-' + severities[severity(finding)], id: finding[PRINT] ? findingAnchor(entry, finding) : undefined },
        make('p', { class: 'line' }, badge(severity(finding)), ' ', make('a', { href: '#r-' + id }, id), ' ',
          status(finding) === 1 ? make('span', { class: 'tag' }, 'known from the baseline') : status(finding) === SUPPRESSED ? make('span', { class: 'tag' }, 'suppressed') : null,
          ' ', make('code', { class: 'soft' }, path + ':' + line)),
        make('p', {}, say(finding[MESSAGE])),
        excerpt ? make('pre', {}, line + ' \u2502 ' + excerpt[0], make('mark', {}, excerpt[1]), excerpt[2]) : null,
        own ? make('p', {}, make('strong', {}, 'Fix: '), own) : null,
        command ? make('details', {}, make('summary', {}, 'Command that fixes it'), copyable(command)) : null,
        status(finding) === SUPPRESSED ? null : finding[PRINT]
          ? make('details', {}, make('summary', {}, 'Command that accepts it'),
              copyable(tables.tool + ' suppress ' + finding[PRINT] + ' --reason "\u2026" --expires YYYY-MM-DD'))
          : make('p', { class: 'soft' }, 'The fingerprint is in the JSON and CSV reports.'));
    };
    const permissionList = entry => {
      if (!entry[HELD].length) return null;
      const rows = entry[HELD].map(permission).map((row, index) => ({ row, reach: reach(entry[HELD][index]) }))
        .sort((one, other) => other.reach - one.reach || (one.row[0] < other.row[0] ? -1 : 1));
      return make('details', { open: rows.length <= 12 }, make('summary', {}, plural(rows.length, 'permission', 'permissions')
        + (entry[FLAGS] & PRINCIPAL ? ', granted' : entry[FLAGS] & TOKEN ? ', carried' : ', asked for')),
        make('table', {}, make('thead', {}, make('tr', {}, ['Permission', 'Resource', 'Flow', 'Reach', 'What it opens'].map(title => make('th', { scope: 'col' }, title)))),
          make('tbody', {}, rows.map(({ row, reach }) => make('tr', {},
            make('td', {}, link({ permission: row[0] }, make('code', {}, row[0]))), make('td', {}, row[1]), make('td', {}, row[2]),
            make('td', {}, reach ? make('span', { class: 'power ' + levels[reach] }, levels[reach]) : row[5] || 'signs in'),
            make('td', { class: 'small' }, row[4].split('\n').map((line, index) => [index ? make('br') : null, line])))))));
    };
    const credentialList = entry => entry[CREDENTIALS].length ? make('details', {}, make('summary', {}, plural(entry[CREDENTIALS].length, 'credential', 'credentials')),
      make('ul', {}, entry[CREDENTIALS].map(([isCertificate, start, end]) => make('li', {}, (isCertificate ? 'certificate' : 'secret')
        + (start === null ? '' : ', from ' + date(start)) + (end === null ? ', no end shown' : ', until ' + date(end))
        + (end === null ? '' : end < tables.today ? ' (expired)' : ' (' + plural(end - tables.today, 'day', 'days') + ' left)'))))) : null;
    const card = index => {
      const entry = entries[index];
      const findings = entry[FINDINGS].filter(finding => !narrowsFinding() || fitsFinding(finding));
      const rest = entry[FINDINGS].length - findings.length;
      const unjudged = entry[UNJUDGED];
      return make('div', { class: 'card', id: anchor(index) },
        make('p', { class: 'soft' }, make('span', { class: 'id' }, entry[APPID]), ' ', kindOf(entry), ' in ', make('code', {}, say(entry[PATH]) + ':' + entry[LINE]),
          say(entry[AUDIENCE]) ? ', ' + say(entry[AUDIENCE]) : '',
          entry[OWNERS].length ? ['; owned by ', entry[OWNERS].map((owner, place) => [place ? ', ' : '', link({ owner: say(owner) }, say(owner))])] : entry[OWNERCOUNT] === 0 ? '; no owners' : ''),
        entry[FINDINGS].length ? findings.map(finding => findingCard(entry, finding)) : make('p', {}, 'Nothing found.'),
        rest > 0 ? make('p', { class: 'soft' }, plural(rest, 'more finding does', 'more findings do') + ' not fit the filters.') : null,
        entry[FLAGS] & HIDDEN ? make('p', {}, 'The export does not show its permissions.') : permissionList(entry), credentialList(entry),
        typeof unjudged === 'number' ? (unjudged ? make('p', { class: 'soft' }, 'Not assessable: ' + plural(unjudged, 'rule', 'rules') + '; the reasons are in the JSON report.') : null)
          : unjudged.length ? make('details', {}, make('summary', {}, 'Not assessable: ' + plural(unjudged.length, 'rule', 'rules')),
              make('ul', {}, unjudged.map(([rule, reason]) => make('li', {}, make('code', {}, tables.rules[rule][0]), ' ', say(reason))))) : null);
    };
    """#
}

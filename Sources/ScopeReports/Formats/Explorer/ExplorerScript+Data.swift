extension ExplorerScript {
  /// Reads what the page carries, and tells what an entry holds.
  static let data = #"""

    'use strict';
    (() => {
    const read = id => JSON.parse(document.getElementById(id).textContent);
    const tables = read('tables'), entries = read('entries'), texts = read('texts');
    const PAGE = 100, PRINCIPAL = 1, TOKEN = 2, HIDDEN = 4;
    const NAME = 0, APPID = 1, FLAGS = 2, AUDIENCE = 3, PATH = 4, LINE = 5, HELD = 6, FINDINGS = 7, UNJUDGED = 8,
      OWNERCOUNT = 9, OWNERS = 10, CREDENTIALS = 11, NAMESAKES = 12;
    const RULE = 0, RANK = 1, PLACE = 2, MESSAGE = 3, PRINT = 4, ELSEWHERE = 5, FIX = 6, EXCERPT = 7;
    const SUPPRESSED = 2, levels = tables.levels, kinds = tables.kinds, severities = tables.severities;
    const severity = finding => finding[RANK] % 8, status = finding => finding[RANK] >> 3;
    const say = value => typeof value === 'number' ? texts[value] : value;
    // In a large page a number stands for a whole finding that others share.
    for (const entry of entries) entry[FINDINGS] = entry[FINDINGS].map(say);
    const plural = (count, one, more) => count + ' ' + (count === 1 ? one : more);

    // A held permission: its name, resource, flow, levels by kind, what it opens, and its status.
    const strange = new Map();
    const permission = held => {
      if (typeof held === 'number') return tables.permissions[held] || ['?', '', '?', '', ''];
      const key = held.join('/');
      if (!strange.has(key)) strange.set(key, [say(held[0]), say(held[1]), say(held[2]), '', '', say(held[3])]);
      return strange.get(key);
    };
    const level = (held, kind) => +(permission(held)[3][kind] || 0);
    const furthest = new Map();
    const reach = held => {
      if (!furthest.has(held)) furthest.set(held, Math.max(0, ...permission(held)[3]));
      return furthest.get(held);
    };

    // What tables sort by, once for each entry.
    const applications = entries.filter(entry => !(entry[FLAGS] & TOKEN)).length;
    const facts = entries.map((entry, index) => {
      const own = { index, worst: -1, count: 0, app: 0, delegated: 0, reach: 0 };
      for (const finding of entry[FINDINGS]) {
        if (status(finding) === SUPPRESSED) continue;
        own.count++;
        own.worst = Math.max(own.worst, severity(finding));
      }
      for (const held of entry[HELD]) {
        const flow = permission(held)[2];
        if (flow === 'application') own.app++; else if (flow === 'delegated') own.delegated++;
        own.reach = Math.max(own.reach, reach(held));
      }
      return own;
    });
    const kindOf = entry => entry[FLAGS] & TOKEN ? 'token' : entry[FLAGS] & PRINCIPAL ? 'service principal' : 'registration';
    const anchor = index => index < applications ? 'a-' + (index + 1) : 't-' + (index - applications + 1);
    const findingAnchor = (entry, finding) =>
      'f-' + finding[PRINT] + (entry[NAMESAKES] > 0 ? '-' + (entry[NAMESAKES] + 1) : '');
    const date = day => day === null ? '' : new Date(day * 864e5).toISOString().slice(0, 10);

    // An element with attributes and children; text stays text.
    const make = (tag, attributes, ...children) => {
      const element = document.createElement(tag);
      for (const name in attributes || {}) {
        const value = attributes[name];
        if (typeof value === 'function') element.addEventListener(name, value);
        else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
      }
      for (const child of children.flat(Infinity)) {
        if (child === null || child === undefined || child === false) continue;
        element.append(child instanceof Node ? child : document.createTextNode(String(child)));
      }
      return element;
    };
    const badge = severity => severity < 0 ? make('span', { class: 'soft' }, 'none')
      : make('span', { class: 'severity ' + severities[severity] }, severities[severity]);
    """#
}

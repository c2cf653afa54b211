// The outbox: every action a person makes in the browser stays here until the server has said that it
// is in the journal. Entries survive a reload and a page change in sessionStorage; the server applies
// each (client, seq) once, so sending an entry twice does no harm.
//
// createOutbox({channel, send, storage}) -> {client, push, settle, resend, entries, pendingFor}
//   channel  "map" or "board": a namespace for storage
//   send     called with the array of all entries not yet acknowledged
//   storage  where entries are kept, sessionStorage unless told otherwise
function createOutbox({ channel, send, storage }) {
  const store = storage || (() => { try { return window.sessionStorage; } catch (refused) { return null; } })();
  const slot = 'somerset.outbox.' + channel;
  const client = channel + '-' + Date.now().toString(36) + '-' + Math.random().toString(36).slice(2, 10);
  let seq = 0;
  let entries = read();

  function whole(entry) { return Boolean(entry) && typeof entry.client === 'string' && entry.seq > 0; }
  function read() {
    if (!store) return [];
    try { const kept = JSON.parse(store.getItem(slot) || '[]'); return Array.isArray(kept) ? kept.filter(whole) : []; }
    catch (unreadable) { return []; }
  }
  function keep() {
    if (!store) return;
    try { store.setItem(slot, JSON.stringify(entries)); } catch (full) { /* memory still holds them */ }
  }

  return {
    client,
    // Adds one action, for example {kind: 'move', plan, codes: ['L85001'], to: 'Wells'}, and sends all.
    push(action) {
      seq += 1;
      const entry = { client, seq, at: performance.timeOrigin + performance.now(), ...action };
      entries.push(entry);
      keep();
      send(entries.slice());
      return entry;
    },
    // Drops what the server has acknowledged. `ack` maps client to the highest seq that is in the journal.
    settle(ack) {
      const before = entries.length;
      entries = entries.filter((entry) => !(entry.seq <= ((ack || {})[entry.client] || 0)));
      if (entries.length !== before) keep();
      return before - entries.length;
    },
    // Sends again whatever is still here: after a reload, a page change or a lost connection.
    resend() { if (entries.length) send(entries.slice()); },
    entries() { return entries.slice(); },
    // The last unacknowledged destination of a practice: undefined when none is on its way.
    pendingFor(code, plan) {
      let destination;
      for (const entry of entries) {
        if (entry.plan === plan && entry.kind !== 'stance' && (entry.codes || []).includes(code)) destination = entry.to;
      }
      return destination;
    },
  };
}

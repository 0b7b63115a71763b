// Who caused something, where it was no person: the name of an actor that is a sales channel. Written in one place, read in
// another.
const prefix = 'channel:';

export function channelActor(channelId: string): string {
  return `${prefix}${channelId}`;
}

/** Null: it was a person, or head office itself. */
export function channelOfActor(actor: string | null): string | null {
  return actor?.startsWith(prefix) ? actor.slice(prefix.length) : null;
}

/** Limits of this product, not of any regulation; what runs in the browser holds to the same. */

/** Hours a request to open waits for another holder, and hours it may then be opened (db/migrations/0034). */
export const REVEAL_WAITS = 72;
export const REVEAL_LASTS = 24;

/** Minutes what was opened stays on the screen. */
export const SHOWN_MINUTES = 5;

/** Letters of a passphrase, at least. */
export const SHORTEST_PASSPHRASE = 12;

/** Letters of a text that is handed in, and megabytes of a file beside it or of an original that is sealed. */
export const LONGEST_LETTER = 20_000;
export const LARGEST_FILE_MB = 8;

/** Of what a day takes, the part that one hour may: whoever floods the page does not close it for the day at once. */
export const SHARE_OF_AN_HOUR = 0.25;

/**
 * The pages on which something is sealed or opened. What is typed into fields without a name never leaves the browser:
 * a form carries named fields only, and here those are ciphertext.
 */
import { SHORTEST_PASSPHRASE, SHOWN_MINUTES } from '../../areas/sealing/limits.ts';
import {
  type Holder,
  handOn,
  newKey,
  openTogether,
  openWith,
  packed,
  sealFor,
  sealForPairs,
  unlockKey,
  unpacked,
  type Within,
} from './box.ts';

/** As much of the page as is used here. */
type Place = {
  value: string;
  textContent: string | null;
  hidden: boolean;
  disabled: boolean;
  href: string;
  download: string;
  files?: Iterable<File> | null;
  dataset: Record<string, string | undefined>;
  querySelector(selector: string): Place | null;
  querySelectorAll(selector: string): Iterable<Place>;
  append(...places: Place[]): void;
  replaceChildren(...places: Place[]): void;
  addEventListener(type: string, listener: (event: { preventDefault(): void }) => void): void;
  submit(): void;
  checkValidity(): boolean;
};
declare const location: { assign(address: string): void };
declare const document: Place & { createElement(tag: string): Place };

const SHOWN_FOR = SHOWN_MINUTES * 60_000;

const within = (place: Place, selector: string): Place => place.querySelector(selector)!;

/** Works while the button waits; a failure is told in the words the page brought along. */
async function working(place: Place, work: () => Promise<void>): Promise<void> {
  const [button, said] = [within(place, '[data-go]'), within(place, '[data-said]')];
  button.disabled = true;
  said.textContent = said.dataset.working ?? '';
  try {
    await work();
    said.textContent = '';
  } catch {
    said.textContent = said.dataset.failed ?? '';
  }
  button.disabled = false;
}

const onPress = (place: Place, work: () => Promise<void>): void =>
  within(place, '[data-go]').addEventListener('click', (event) => {
    event.preventDefault();
    void working(place, work);
  });

async function keyOf(place: Place): Promise<string> {
  const [file] = within(place, '[data-key-file]').files ?? [];
  const passphrase = within(place, '[data-passphrase]');
  const identity = await unlockKey(await file!.text(), passphrase.value);
  passphrase.value = '';
  return identity;
}

function download(name: string, bytes: Uint8Array | string): Place {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  link.download = name;
  link.textContent = name;
  return link;
}

const typedIn = (place: Place, kind: string): Record<string, string> =>
  Object.fromEntries(
    [...place.querySelectorAll(`[data-plain="${kind}"]`)]
      .map((field) => [field.dataset.label ?? '', field.value.normalize('NFC').trim()] as const)
      .filter(([, value]) => value !== ''),
  );

type Enclosed = { name: string; base64: string };

async function filesIn(place: Place): Promise<Enclosed[]> {
  const files = [...(place.querySelector('[data-plain-file]')?.files ?? [])];
  return Promise.all(
    files.map(async (file) => ({
      name: file.name,
      base64: base64Of(new Uint8Array(await file.arrayBuffer())),
    })),
  );
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

const holdersIn = (place: Place): Holder[] => JSON.parse(place.dataset.holders ?? '[]') as Holder[];

async function sealPairsInto(place: Place, name: string, sealed: Within): Promise<void> {
  const holders = holdersIn(place);
  const { content, halves } = await sealForPairs(holders, sealed);
  const value = { content, holders: holders.map(({ key }) => key), halves };
  within(place, `[name="${name}"]`).value = JSON.stringify(value);
}

/** An own key: made here, locked with a passphrase, given to its holder; the public half goes into the form. */
function makeKey(place: Place): void {
  onPress(place, async () => {
    const [first, again] = [...place.querySelectorAll('[data-passphrase]')];
    if (first!.value.length < SHORTEST_PASSPHRASE || first!.value !== again!.value)
      throw new Error('passphrase');
    const { recipient, locked } = await newKey(first!.value);
    first!.value = '';
    again!.value = '';
    within(place, '[name="recipient"]').value = recipient;
    within(place, '[data-public]').textContent = recipient;
    within(place, '[data-locked]').textContent = locked;
    within(place, '[data-save]').replaceChildren(download('khoa-niem-phong.age', locked));
    within(place, '[data-made]').hidden = false;
  });
}

/** Something of a letter in the register: who wrote it, or an original with its handwriting. */
function sealOne(place: Place): void {
  onPress(place, async () => {
    const what = place.dataset.seal!;
    const body =
      what === 'original' ? { files: await filesIn(place) } : { fields: typedIn(place, 'identity') };
    if (Object.values(body).every((part) => Object.keys(part).length === 0)) throw new Error('empty');
    await sealPairsInto(place, 'sealed', { of: place.dataset.of!, what, body });
    place.submit();
  });
}

/** A letter that is handed in: its text and files for the intake, its writer for two holders together. */
function sealLetter(place: Place): void {
  onPress(place, async () => {
    const of = place.dataset.of!;
    const text = within(place, '[data-plain="letter"]').value.normalize('NFC').trim();
    if (text === '') throw new Error('empty');
    const body = { fields: { '': text }, files: await filesIn(place) };
    const intake = JSON.parse(place.dataset.intake ?? '[]') as string[];
    within(place, '[name="sealed"]').value = await sealFor(intake, packed({ of, what: 'letter', body }));
    const fields = typedIn(place, 'identity');
    if (Object.keys(fields).length > 0)
      await sealPairsInto(place, 'identity', { of, what: 'identity', body: { fields } });
    for (const field of place.querySelectorAll('[data-plain]')) field.value = '';
    place.submit();
  });
}

/** Another holder agrees: the own half, sealed to whoever asked. */
function agree(place: Place): void {
  onPress(place, async () => {
    const identity = await keyOf(place);
    within(place, '[name="part"]').value = await handOn(
      identity,
      place.dataset.half!,
      place.dataset.recipient!,
    );
    place.submit();
  });
}

type Answer = { content: string; own_half?: string; other_half?: string; belongs: string[] };

/** Whoever has not shown for five minutes who they are does so first, and comes back. */
async function fetched({ dataset }: Place): Promise<Answer> {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(dataset.from!, { method: 'POST', headers, body: '{}' });
  if (answer.status === 401) location.assign(dataset.prove!);
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Answer;
}

/** What two open together, or the intake alone; the server keeps that it was asked for before it answers. */
function open(place: Place): void {
  onPress(place, async () => {
    const identity = await keyOf(place);
    const given = await fetched(place);
    const plain =
      given.own_half && given.other_half
        ? await openTogether(
            identity,
            { content: given.content, own: given.own_half, other: given.other_half },
            given.belongs,
          )
        : unpacked(await openWith(identity, given.content), given.belongs);
    show(within(place, '[data-shown]'), plain);
  });
}

/** What two opened together, sealed for those who hold keys now; nothing of it is shown. */
function sealAnew(place: Place): void {
  onPress(place, async () => {
    const identity = await keyOf(place);
    const { content, own_half, other_half, belongs } = await fetched(place);
    const halves = { content, own: own_half!, other: other_half! };
    await sealPairsInto(place, 'sealed', await openTogether(identity, halves, belongs));
    place.submit();
  });
}

function show(place: Place, { body }: Within): void {
  const { fields = {}, files = [] } = body as { fields?: Record<string, string>; files?: Enclosed[] };
  const lines = Object.entries(fields).map(([label, value]) => {
    const line = document.createElement('p');
    line.textContent = label ? `${label}: ${value}` : value;
    return line;
  });
  const links = files.map(({ name, base64 }) =>
    download(
      name,
      Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
    ),
  );
  place.replaceChildren(...lines, ...links);
  setTimeout(() => place.replaceChildren(), SHOWN_FOR);
}

const KINDS: Readonly<Record<string, (place: Place) => void>> = {
  '[data-make-key]': makeKey,
  '[data-seal="identity"], [data-seal="original"]': sealOne,
  '[data-seal="letter"]': sealLetter,
  '[data-agree]': agree,
  '[data-anew]': sealAnew,
  '[data-open]': open,
};

/** Browsers give the means of encryption to pages that came by HTTPS or from this machine, and to no others. */
if (globalThis.crypto?.subtle) {
  for (const [selector, prepare] of Object.entries(KINDS)) {
    for (const place of document.querySelectorAll(selector)) {
      prepare(place);
      place.hidden = false;
    }
  }
  for (const hint of document.querySelectorAll('[data-without-sealing]')) hint.hidden = true;
}

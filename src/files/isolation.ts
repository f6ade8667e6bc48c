/**
 * Whether this machine stands on a network of its own, as far as a machine can tell of itself: no way out of the
 * network and no address that the world knows. A cable somebody plugs in tomorrow is seen tomorrow.
 */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type Words, w } from '../kernel/words.ts';

/** Loopback, private (RFC 1918, RFC 4193) and link-local addresses. */
export function isPrivate(address: string): boolean {
  if (isIP(address) === 4)
    return /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address);
  return /^(::1$|f[cd]|fe[89ab])/i.test(address);
}

/** Devices by which the kernel's tables of routes lead anywhere at all. */
export function defaultRoutes(v4: string, v6: string): string[] {
  const lines = (text: string) => text.split('\n').map((line) => line.trim().split(/\s+/));
  const four = lines(v4).filter(
    ([device, to, , , , , , mask]) => device && to === '00000000' && mask === '00000000',
  );
  const six = lines(v6).filter(
    (cells) => /^0{32}$/.test(cells[0] ?? '') && cells[1] === '00' && cells.at(-1) !== 'lo',
  );
  return [...four.map((cells) => cells[0]!), ...six.map((cells) => cells.at(-1)!)];
}

const table = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** What speaks against isolation; empty where nothing was found. Routes are read on Linux alone. */
export function isolationFaults(
  addresses = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address)),
  routes = defaultRoutes(table('/proc/net/route'), table('/proc/net/ipv6_route')),
): Words[] {
  const known = addresses.filter((address) => !isPrivate(address.split('%')[0]!));
  return [
    ...[...new Set(routes)].map((device) =>
      w(`Máy có đường ra ngoài qua “${device}”.`, `The machine has a way out by “${device}”.`),
    ),
    ...known.map((address) =>
      w(
        `Máy có địa chỉ không phải của mạng riêng: ${address}.`,
        `The machine has an address that is not private: ${address}.`,
      ),
    ),
  ];
}

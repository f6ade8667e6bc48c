import { expect, test } from 'vitest';
import { defaultRoutes, isolationFaults, isPrivate } from './isolation.ts';

test.each([
  ...[
    '127.0.0.1',
    '10.1.2.3',
    '192.168.1.9',
    '172.16.0.1',
    '172.31.255.1',
    '169.254.1.1',
    '::1',
    'fe80::1',
    'fd12::1',
  ],
])('%s is private', (address) => expect(isPrivate(address)).toBe(true));

test.each(['8.8.8.8', '172.32.0.1', '192.169.1.1', '11.0.0.1', '2001:db8::1', ''])('%s is not', (address) =>
  expect(isPrivate(address)).toBe(false),
);

const V4 = `Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT
eth0 00000000 0101A8C0 0003 0 0 100 00000000 0 0 0
eth0 0001A8C0 00000000 0001 0 0 100 00FFFFFF 0 0 0`;
const V6 = `00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000064 00000001 00000000 00000003 eth1
00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200 lo
fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001 eth0`;

test('a way out is seen in both tables of routes, a local route is none', () => {
  expect(defaultRoutes(V4, V6)).toEqual(['eth0', 'eth1']);
  expect(defaultRoutes('', '')).toEqual([]);
});

test('isolation fails by a way out and by an address the world knows', () => {
  expect(isolationFaults(['127.0.0.1', 'fe80::1%eth0'], [])).toEqual([]);
  expect(isolationFaults(['10.0.0.1', '8.8.8.8'], ['eth0']).map(({ en }) => en)).toEqual([
    'The machine has a way out by “eth0”.',
    'The machine has an address that is not private: 8.8.8.8.',
  ]);
});

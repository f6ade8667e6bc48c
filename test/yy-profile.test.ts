import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { catalogue } from '../src/catalogue.ts';
import { openDemoHouse } from './house.ts';
test('p', async () => {
  const demo = await openDemoHouse();
  const office = await demo.signIn('vanphong');
  let out = '';
  for (const type of catalogue.records) {
    const a = performance.now();
    for (let i = 0; i < 5; i++) await (await office.get(`/${type.name}`)).text();
    const b = performance.now();
    for (let i = 0; i < 5; i++) await (await office.get(`/${type.name}?unit=x`)).text();
    const c = performance.now();
    out += `${type.name} ${Math.round((b - a) / 5)} ${Math.round((c - b) / 5)}\n`;
  }
  writeFileSync('/tmp/w/prof.txt', out);
  await demo.close();
}, 120000);

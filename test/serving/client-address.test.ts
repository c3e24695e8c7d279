/** Whose address a request is taken to come from. */
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { Proxies, type ProxiesOptions } from '../../src/serving/client-address.js';

function clientOf(options: ProxiesOptions, remoteAddress: string, headers: Record<string, string> = {}): string {
  return new Proxies(options).clientOf({ headers, socket: { remoteAddress } } as unknown as IncomingMessage);
}

describe('the address of a client', () => {
  const xff = { 'x-forwarded-for': '9.9.9.9, 198.51.100.7, 10.0.0.2' };

  it.each<[string, ProxiesOptions, string, Record<string, string>, string]>([
    ['whoever connects, where no proxy is trusted', { trusted: [] }, '127.0.0.1', xff, '127.0.0.1'],
    ['whoever connects, where that is no trusted proxy', { trusted: ['10.0.0.0/8'] }, '203.0.113.5', xff, '203.0.113.5'],
    ['the last that is no trusted proxy', { trusted: ['loopback', 'private'] }, '127.0.0.1', xff, '198.51.100.7'],
    ['what the only trusted proxy names, though that is private', { trusted: ['loopback'] }, '::1', xff, '10.0.0.2'],
    ['what so many proxies in a row name', { trusted: ['2'] }, '203.0.113.5', xff, '198.51.100.7'],
    ['the furthest there is, where fewer are named', { trusted: ['9'] }, '203.0.113.5', { 'x-forwarded-for': '198.51.100.7' }, '198.51.100.7'],
    ['the proxy, where it names no address', { trusted: ['loopback'] }, '127.0.0.1', { 'x-forwarded-for': '198.51.100.7, <script>' }, '127.0.0.1'],
    ['the proxy, where the header is not the one it writes', { trusted: ['loopback'] }, '127.0.0.1', { forwarded: 'for=9.9.9.9' }, '127.0.0.1'],
    ['of IPv4 within IPv6 the IPv4 address', { trusted: ['127.0.0.1'] }, '::ffff:127.0.0.1', { 'x-forwarded-for': '::ffff:198.51.100.7' }, '198.51.100.7'],
    ['without its port', { trusted: ['loopback'] }, '127.0.0.1', { 'x-forwarded-for': '198.51.100.7:4711' }, '198.51.100.7'],
    ['by Forwarded, where the proxy writes that', { trusted: ['loopback'], header: 'forwarded' }, '127.0.0.1', { ...xff, forwarded: 'for=9.9.9.9, by=10.0.0.1;For="[2001:db8::17]:4711";proto=https' }, '2001:db8::17'],
  ])('is %s', (_, options, remote, headers, expected) => {
    expect(clientOf(options, remote, headers)).toBe(expected);
  });

  it.each([['everybody'], ['10.0.0.0/33'], ['10.0.0.0/0'], ['10.0.0/8'], ['1.2.3.4/8/8'], ['0'], ['21']])('is not asked of "%s"', (item) => {
    expect(() => new Proxies({ trusted: [item] })).toThrow(`"${item}" is n`);
  });
});

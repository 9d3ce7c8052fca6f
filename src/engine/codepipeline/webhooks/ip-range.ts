import { BlockList, isIP } from 'node:net';

/** Tells whether an address belongs to a range; an IPv4 address counts in its IPv6 form as well. */
export type IpRange = (address: string) => boolean;

/** A CIDR range such as `192.0.2.0/24` or `2001:db8::/32`; undefined when the text is none. */
export function parseIpRange(text: string): IpRange | undefined {
  const parts = /^([^/%]+)\/(\d{1,3})$/.exec(text);
  if (!parts) return undefined;
  const [, network = '', length] = parts;
  const family = familyOf(network);
  if (!family || Number(length) > (family === 'ipv4' ? 32 : 128)) return undefined;
  const list = new BlockList();
  list.addSubnet(network, Number(length), family);
  return (address) => {
    const itsFamily = familyOf(address);
    return itsFamily !== undefined && list.check(address, itsFamily);
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : undefined;
}

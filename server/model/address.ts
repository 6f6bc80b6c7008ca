/**
 * IP addresses and networks. Invariant: equal addresses have equal canonical text, so that the rest of the engine may
 * compare them as strings.
 */
import ipaddr from "ipaddr.js";

/** Four decimal numbers without leading zeros as an unsigned number; -1 if the text is none. */
export function parseIPv4(text: string): number {
  if (text.length < 7 || text.length > 15) return -1;
  let address = 0;
  let part = 0;
  let digits = 0;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      if (digits > 0 && part === 0) return -1;
      part = part * 10 + (code - 48);
      if (part > 255) return -1;
      digits++;
    } else if (code === 46 && digits > 0 && dots < 3) {
      address = address * 256 + part;
      part = 0;
      digits = 0;
      dots++;
    } else return -1;
  }
  return dots === 3 && digits > 0 ? address * 256 + part : -1;
}

/**
 * The canonical text of an address, null if it is none. IPv6 as RFC 5952 writes it; an IPv4 address mapped into IPv6
 * (`::ffff:10.0.0.1`) is that IPv4 address.
 */
export function canonicalAddress(text: string): string | null {
  if (parseIPv4(text) >= 0) return text;
  if (!text.includes(":") || text.length > 80 || !ipaddr.IPv6.isValid(text)) return null;
  return ipaddr.process(text).toString();
}

/** The test of a network (`10.0.0.0/8`) or of a single address; null if the text is neither. */
export function networkMatcher(text: string): ((address: string) => boolean) | null {
  const slash = text.indexOf("/");
  if (slash < 0) {
    const canonical = canonicalAddress(text);
    return canonical === null ? null : (address) => address === canonical || canonicalAddress(address) === canonical;
  }
  const base = canonicalAddress(text.slice(0, slash));
  const prefix = text.slice(slash + 1);
  if (base === null || !/^\d{1,3}$/.test(prefix)) return null;
  const bits = Number(prefix);
  const base4 = parseIPv4(base);
  if (base4 >= 0) {
    if (bits > 32) return null;
    const size = 2 ** (32 - bits);
    const network = Math.floor(base4 / size);
    return (address) => {
      const canonical = canonicalAddress(address);
      const number = canonical === null ? -1 : parseIPv4(canonical);
      return number >= 0 && Math.floor(number / size) === network;
    };
  }
  if (bits > 128) return null;
  const network = ipaddr.IPv6.parse(base);
  return (address) => {
    const canonical = canonicalAddress(address);
    return canonical !== null && canonical.includes(":") && ipaddr.IPv6.parse(canonical).match(network, bits);
  };
}

/** Order of two addresses: IPv4 before IPv6, then by their bytes. NaN if one is none. */
export function compareAddresses(a: string, b: string): number {
  const left = bytesOf(a);
  const right = bytesOf(b);
  if (left === null || right === null) return NaN;
  if (left.length !== right.length) return left.length - right.length;
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return left[i]! - right[i]!;
  return 0;
}

function bytesOf(text: string): number[] | null {
  const canonical = canonicalAddress(text);
  return canonical === null ? null : ipaddr.parse(canonical).toByteArray();
}

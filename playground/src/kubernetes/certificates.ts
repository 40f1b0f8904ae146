// Certificates of the playground: a certificate authority that lives in memory, and what it issues for loopback servers.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { isIP, isIPv4 } from "node:net";
import * as der from "./der.ts";

/** A certificate authority and the key it signs with. */
export interface CertificateAuthority {
  readonly name: string;
  /** Its own certificate in PEM: what clients are given to trust. */
  readonly certificate: string;
  readonly privateKey: KeyObject;
  /** Identifies its key in what it issues. */
  readonly keyIdentifier: Buffer;
}

/** A certificate and its private key in PEM (PKCS #8), as `https.createServer` takes them. */
export interface IssuedCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** What to put into a certificate. */
export interface CertificateRequest {
  readonly commonName: string;
  /** IP addresses and DNS names that the certificate speaks for; none for a client's certificate. */
  readonly hosts: readonly string[];
  readonly validDays: number;
  /** Goes before `validDays`; may lie in the past, to play F13 `webhook-certificate-expired`. */
  readonly notAfter?: Date;
}

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

interface ToBeSigned {
  readonly issuer: string;
  readonly subject: string;
  readonly validity: Validity;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
}

const DAY = 24 * 60 * 60 * 1000;
const AUTHORITY_DAYS = 3650;
/** A clock that is a little behind should not refuse what was issued just now. */
const CLOCK_SKEW = 5 * 60 * 1000;

const OID = {
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  commonName: "2.5.4.3",
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  authorityKeyIdentifier: "2.5.29.35",
  extendedKeyUsage: "2.5.29.37",
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
};

/** Makes a new certificate authority (EC P-256) that is valid for ten years. */
export function createCertificateAuthority(name: string): CertificateAuthority {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const keyIdentifier = identify(publicKey);
  const certificate = signed(privateKey, {
    issuer: name,
    subject: name,
    validity: validFor(AUTHORITY_DAYS),
    publicKey,
    extensions: [
      critical(OID.basicConstraints, der.sequence(der.isTrue(), der.integer(0))),
      // keyCertSign and cRLSign.
      critical(OID.keyUsage, der.bitString(Buffer.from([0x06]), 1)),
      extension(OID.subjectKeyIdentifier, der.octetString(keyIdentifier)),
    ],
  });
  return { name, certificate, privateKey, keyIdentifier };
}

/** Issues a certificate for a server or a client, signed by the authority. */
export function issue(ca: CertificateAuthority, request: CertificateRequest): IssuedCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const certificate = signed(ca.privateKey, {
    issuer: ca.name,
    subject: request.commonName,
    validity: validFor(request.validDays, request.notAfter),
    publicKey,
    extensions: [
      critical(OID.basicConstraints, der.sequence()),
      // digitalSignature.
      critical(OID.keyUsage, der.bitString(Buffer.from([0x80]), 7)),
      extension(OID.extendedKeyUsage, der.sequence(...[OID.serverAuth, OID.clientAuth].map(der.objectIdentifier))),
      extension(OID.authorityKeyIdentifier, der.sequence(der.tagged(0x80, ca.keyIdentifier))),
      extension(OID.subjectKeyIdentifier, der.octetString(identify(publicKey))),
      ...alternativeNames(request.hosts),
    ],
  });
  return { certificate, key: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
}

function signed(signingKey: KeyObject, content: ToBeSigned): string {
  const algorithm = der.sequence(der.objectIdentifier(OID.ecdsaWithSha256));
  const body = der.sequence(
    der.tagged(0xa0, der.integer(2)),
    // The first byte keeps the number positive and free of leading zeros.
    der.integer(0x40, ...randomBytes(15)),
    algorithm,
    distinguishedName(content.issuer),
    der.sequence(der.time(content.validity.notBefore), der.time(content.validity.notAfter)),
    distinguishedName(content.subject),
    content.publicKey.export({ type: "spki", format: "der" }),
    der.tagged(0xa3, der.sequence(...content.extensions)),
  );
  return pem(der.sequence(body, algorithm, der.bitString(sign("sha256", body, signingKey))));
}

function distinguishedName(commonName: string): Buffer {
  return der.sequence(der.setOf(der.sequence(der.objectIdentifier(OID.commonName), der.utf8String(commonName))));
}

function alternativeNames(hosts: readonly string[]): Buffer[] {
  if (hosts.length === 0) return [];
  const names = hosts.map(host =>
    isIP(host) === 0 ? der.tagged(0x82, Buffer.from(host, "ascii")) : der.tagged(0x87, addressBytes(host)),
  );
  return [extension(OID.subjectAltName, der.sequence(...names))];
}

/** Of IPv6 only the loopback address is known: the playground has no other. */
function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split(".").map(Number));
  if (address === "::1") return Buffer.from([...Array<number>(15).fill(0), 1]);
  throw new Error(`No certificate is made for ${address}: it is not a loopback address.`);
}

function critical(identifier: string, value: Buffer): Buffer {
  return der.sequence(der.objectIdentifier(identifier), der.isTrue(), der.octetString(value));
}

function extension(identifier: string, value: Buffer): Buffer {
  return der.sequence(der.objectIdentifier(identifier), der.octetString(value));
}

function identify(publicKey: KeyObject): Buffer {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest()
    .subarray(0, 20);
}

function validFor(days: number, until?: Date): Validity {
  const now = Date.now();
  const notAfter = until ?? new Date(now + days * DAY);
  return { notBefore: new Date(Math.min(now - CLOCK_SKEW, notAfter.getTime() - DAY)), notAfter };
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

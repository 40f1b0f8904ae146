// Certificates as Node's own reader sees them; that Go's does, too, was tried with kubectl and a real API server.
import { X509Certificate, createPrivateKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createCertificateAuthority, issue } from "./certificates.ts";

const ca = createCertificateAuthority("playground-ca");
const authority = new X509Certificate(ca.certificate);
const hosts = ["127.0.0.1", "localhost", "::1"];

describe("an authority", () => {
  test("signs itself and may sign others", () => {
    expect(authority.ca).toBe(true);
    expect(authority.subject).toBe("CN=playground-ca");
    expect(authority.verify(authority.publicKey)).toBe(true);
    expect(authority.publicKey.asymmetricKeyDetails).toMatchObject({ namedCurve: "prime256v1" });
  });
});

describe("what it issues", () => {
  const issued = issue(ca, { commonName: "kubernetes", hosts, validDays: 365 });
  const certificate = new X509Certificate(issued.certificate);

  test("is signed by it and fits its key", () => {
    expect(certificate.verify(authority.publicKey)).toBe(true);
    expect(certificate.checkIssued(authority)).toBe(true);
    expect(certificate.checkPrivateKey(createPrivateKey(issued.key))).toBe(true);
    expect(certificate.ca).toBe(false);
  });

  test("speaks for its hosts and no others", () => {
    expect(certificate.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(certificate.checkHost("localhost")).toBe("localhost");
    expect(certificate.checkIP("127.0.0.2")).toBeUndefined();
    expect(certificate.checkHost("example.com")).toBeUndefined();
  });

  test("is valid from now on for as long as asked", () => {
    const days = (new Date(certificate.validTo).getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(364.9);
    expect(days).toBeLessThan(365.1);
    expect(new Date(certificate.validFrom).getTime()).toBeLessThan(Date.now());
  });

  test("has a serial number of its own", () => {
    const other = new X509Certificate(issue(ca, { commonName: "kubernetes", hosts, validDays: 365 }).certificate);
    expect(other.serialNumber).not.toBe(certificate.serialNumber);
  });

  test("can be expired, as the chart's webhook certificate is after a year (F13)", () => {
    const notAfter = new Date("2025-06-01T12:00:00Z");
    const expired = new X509Certificate(issue(ca, { commonName: "w", hosts, validDays: 365, notAfter }).certificate);
    expect(new Date(expired.validTo)).toEqual(notAfter);
    expect(new Date(expired.validFrom).getTime()).toBeLessThan(notAfter.getTime());
  });

  test("can last beyond 2049, from when on times are written in another way", () => {
    const notAfter = new Date("2051-01-02T03:04:05Z");
    const lasting = new X509Certificate(issue(ca, { commonName: "w", hosts, validDays: 1, notAfter }).certificate);
    expect(new Date(lasting.validTo)).toEqual(notAfter);
  });

  test("is made for no address beyond loopback that would need more than it can write", () => {
    expect(() => issue(ca, { commonName: "w", hosts: ["2001:db8::1"], validDays: 1 })).toThrow(/loopback/);
  });
});

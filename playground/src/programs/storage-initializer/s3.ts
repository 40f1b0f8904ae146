// The S3 side of rclone: what the options make of an address, and what the endpoint answers.
import type { PodNetwork } from "../../kubelet/program.ts";
import { dialErrorText } from "../../support/http.ts";
import { checkKeys, filesAt, hasBucket, MINIO, type StoredFile } from "../store/object-store.ts";
import type { Remote } from "./remote.ts";

/** Providers of rclone 1.59 that address buckets by path; the others by host name (failure-modes F10). */
const PROVIDERS: ReadonlyMap<string, "path" | "host"> = new Map([
  ["AWS", "host"],
  ["Alibaba", "host"],
  ["Ceph", "path"],
  ["DigitalOcean", "host"],
  ["IBMCOS", "path"],
  ["Minio", "path"],
  ["Scaleway", "host"],
  ["Wasabi", "host"],
  ["Other", "path"],
]);

export type Listing = readonly StoredFile[] | { readonly error: string; readonly isMissing?: boolean };

/** Why a remote cannot be opened at all, and what rclone remarks while it opens it. */
interface OpenedS3 {
  readonly notices: readonly string[];
  readonly failure?: string;
}

/** Checks the options as rclone does before the first request (failure-modes §4.1). */
export function openS3(remote: Remote): OpenedS3 {
  const provider = remote.option("provider") ?? "";
  const envAuth = remote.option("env_auth") ?? "false";
  if (!/^(?:true|false|t|f|1|0|)$/i.test(envAuth)) {
    const value = JSON.stringify(envAuth);
    return {
      notices: [],
      failure: `couldn't parse config item "env_auth" = ${value} as bool: parsing ${value} as bool failed: syntax error scanning boolean`,
    };
  }
  const id = remote.option("access_key_id") ?? "";
  const secret = remote.option("secret_access_key") ?? "";
  if (!isTrue(envAuth) && id === "" && secret !== "") return { notices: [], failure: "access_key_id not found" };
  if (!isTrue(envAuth) && id !== "" && secret === "") return { notices: [], failure: "secret_access_key not found" };
  const isKnown = provider === "" || PROVIDERS.has(provider);
  return {
    notices: isKnown ? [] : [`s3: s3 provider ${JSON.stringify(provider)} not known - please set correctly`],
  };
}

/** Lists what lies under a path, or says what the request ended with. */
export async function listS3(
  remote: Remote,
  bucket: string,
  path: string,
  network: PodNetwork,
  namespace: string,
): Promise<Listing> {
  const endpoint = endpointOf(remote, bucket, path);
  if (/[\n\r]/.test(endpoint.url)) {
    return { error: `parse ${JSON.stringify(endpoint.url)}: net/url: invalid control character in URL` };
  }
  const failure = await reach(endpoint, network, namespace);
  if (failure !== undefined) {
    return { error: `RequestError: send request failed\ncaused by: Get ${JSON.stringify(endpoint.url)}: ${failure}` };
  }
  // A web console answers 200 to everything, and rclone takes the address for a file (failure-modes F11).
  if (endpoint.port === MINIO.consolePort) return [{ path: path.split("/").at(-1) ?? bucket, text: "<!doctype html>" }];
  const refusal = refusalOf(remote, endpoint.host);
  if (refusal !== undefined) return { error: refusal };
  if (!hasBucket(bucket, false)) return { error: "directory not found", isMissing: true };
  return filesAt(bucket, path);
}

interface Endpoint {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly url: string;
}

function endpointOf(remote: Remote, bucket: string, path: string): Endpoint {
  const written = remote.option("endpoint") ?? "";
  const text =
    written === ""
      ? "https://s3.us-east-1.amazonaws.com"
      : /^https?:\/\//.test(written)
        ? written
        : `https://${written}`;
  const [, scheme = "https", authority = ""] = /^(https?):\/\/([^/]*)/.exec(text) ?? [];
  const [name = "", port] = authority.split(":");
  const isByHost = PROVIDERS.get(remote.option("provider") ?? "") === "host";
  const host = isByHost ? `${bucket}.${name}` : name;
  const query = `delimiter=%2F&max-keys=1000&prefix=${encodeURIComponent(path === "" ? "" : `${path}/`)}`;
  const place = `${host}${port === undefined ? "" : `:${port}`}${isByHost ? "/" : `/${bucket}`}`;
  return {
    scheme,
    host,
    port: port === undefined ? (scheme === "https" ? 443 : 80) : Number(port),
    url: `${scheme}://${place}?${query}`,
  };
}

/** Why the endpoint cannot be talked to, in Go's words; `undefined` when it can. */
async function reach(endpoint: Endpoint, network: PodNetwork, namespace: string): Promise<string | undefined> {
  const { host, port, scheme } = endpoint;
  if (host.endsWith("amazonaws.com")) return undefined;
  if (isMinio(host, namespace)) {
    if (port !== MINIO.port && port !== MINIO.consolePort) {
      return `dial tcp 10.96.83.17:${port}: connect: connection refused`;
    }
    return scheme === "https" ? "tls: first record does not look like a TLS handshake" : undefined;
  }
  try {
    (await network.dial(host, port)).destroy();
    return scheme === "https" ? "tls: first record does not look like a TLS handshake" : undefined;
  } catch (error) {
    return dialErrorText(error, host, port);
  }
}

/** Whether a name leads to the playground's own store, which is a Service like others: short names work in its namespace only. */
function isMinio(host: string, namespace: string): boolean {
  const { service, namespace: home } = MINIO;
  const full = [`${service}.${home}`, `${service}.${home}.svc`, `${service}.${home}.svc.cluster.local`];
  return full.includes(host.replace(/\.$/, "")) || (host === service && namespace === home);
}

/** The playground has no keys of real clouds: those know none of its own. */
function refusalOf(remote: Remote, host: string): string | undefined {
  const id = remote.option("access_key_id") ?? "";
  const secret = remote.option("secret_access_key") ?? "";
  if (/[\n\r]/.test(id + secret)) return 'net/http: invalid header field value for "Authorization"';
  if (id === "" && isTrue(remote.option("env_auth") ?? "")) {
    return "NoCredentialProviders: no valid providers in chain. Deprecated.\n\tFor verbose messaging see aws.Config.CredentialsChainVerboseErrors";
  }
  if (id === "") return `AccessDenied: Access Denied.\n\t${STATUS}`;
  const verdict = host.endsWith("amazonaws.com") ? "InvalidAccessKeyId" : checkKeys(id, secret);
  return verdict === "ok" ? undefined : `${verdict}: ${REFUSALS[verdict]}\n\t${STATUS}`;
}

const STATUS = "status code: 403, request id: 17D3E0C5A1B2F4C8, host id: ";

const REFUSALS = {
  InvalidAccessKeyId: "The Access Key Id you provided does not exist in our records.",
  SignatureDoesNotMatch:
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
};

function isTrue(text: string): boolean {
  return /^(?:true|t|1)$/i.test(text);
}

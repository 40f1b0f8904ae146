// The ENDPOINT of an S3 remote as the AWS library for Go reads it: `https://` unless told, then Go's rules for URLs (F11, F29).

export interface Endpoint {
  readonly scheme: "http" | "https";
  /** Without the port; an IPv6 address in its brackets. */
  readonly host: string;
  readonly port: number;
  /** Begins with a slash, or is empty. */
  readonly path: string;
}

export interface EndpointProblem {
  readonly mode: "F11" | "F29";
  /** Verbatim from rclone, without the address itself. */
  readonly words: string;
}

/** Reads the value of ENDPOINT; not an empty one, which means Amazon. */
export function readEndpoint(text: string): Endpoint | EndpointProblem {
  const mode = text === text.trim() ? "F11" : "F29";
  const problem = (words: string): EndpointProblem => ({ mode, words });
  const url = /^[^:]+:\/\//.test(text) ? text : `https://${text}`;
  if (hasControlCharacter(url)) return problem("net/url: invalid control character in URL");
  if (/^\s/.test(url)) return problem("first path segment in URL cannot contain colon");
  const [, scheme = "", authority = "", path = ""] = /^([^:]+):\/\/([^/?#]*)([^?#]*)/.exec(url) ?? [];
  const name = authority.replace(/^.*@/, "");
  const [, host = "", port = ""] = /^(\[[^\]]*\]|[^:]*)(.*)$/.exec(name) ?? [];
  if (host.startsWith("[") && !host.endsWith("]")) return problem("missing ']' in host");
  if (!/^(?::\d*)?$/.test(port)) return problem("after host");
  if (/[ "<>^`{|}\\]/.test(host)) return problem("in host name");
  const protocol = scheme.toLowerCase();
  if (protocol !== "http" && protocol !== "https") return problem("unsupported protocol scheme");
  if (host === "") return problem("http: no Host in request URL");
  // `http:/minio:9000` and `http//minio:9000`: what was meant as the scheme has become the host.
  if (/^https?$/i.test(host)) return problem("lookup http");
  const number = Number(port.slice(1));
  return { scheme: protocol, host, port: number || (protocol === "https" ? 443 : 80), path: path.replace(/\/+$/, "") };
}

/** As a URL of its origin and path; the port only where it is not the scheme's own. */
export function endpointText({ scheme, host, port, path }: Endpoint): string {
  const usual = scheme === "https" ? 443 : 80;
  return `${scheme}://${host}${port === usual ? "" : `:${port}`}${path}`;
}

/** Where AWS' library goes without an endpoint: the region's own servers. `undefined` where the region cannot be part of a host's name. */
export function amazonEndpoint(region: string): string | undefined {
  if (!/^[a-z0-9-]+$/i.test(region)) return undefined;
  return `https://s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}

function hasControlCharacter(text: string): boolean {
  return Array.from(text).some(character => character < " " || character === "\u007f");
}

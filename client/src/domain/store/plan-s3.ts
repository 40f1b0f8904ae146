// What the options of an S3 remote make of an address: the request that rclone will send, or why it sends none.
import * as l10n from "@vscode/l10n";
import { amazonEndpoint, endpointText, readEndpoint, type Endpoint } from "./endpoint.ts";
import type { StoreEnvironment } from "./environment.ts";
import { readBoolean, readInteger, S3_TYPED_OPTIONS } from "./option-types.ts";
import { needsEndpoint, providerHabits, UNKNOWN_PROVIDER } from "./providers.ts";
import { readBucketPath } from "./rclone-path.ts";
import type { RemoteOptions } from "./remote-options.ts";
import { chooseCredentials } from "./s3-credentials.ts";
import {
  failing,
  type FailingPlan,
  type PlanNotice,
  type S3Plan,
  type StoreCredentials,
  type StorePlan,
} from "./store-plan.ts";

/** @param path of the remote: `//bucket/folder` */
export function planS3(options: RemoteOptions, path: string, env: StoreEnvironment): StorePlan {
  const wrong = wrongOption(options);
  if (wrong) return wrong;
  const credentials = chooseCredentials(options, env);
  if (credentials !== undefined && "kind" in credentials) return credentials;
  const place = readBucketPath(path);
  const { bucket } = place;
  if (bucket === "") return { kind: "unsupported", store: "bucket-list", reason: NO_BUCKET };
  const written = options.get("region") ?? "";
  const region = written === "" ? "us-east-1" : written;
  if (hasLineBreak(region)) return failing("F29", INVALID_HEADER, options.variable("region"));
  if (isOn(options, "v2_auth") || region === "other-v2-signature") {
    return { kind: "unsupported", store: "signature-v2", reason: OLD_SIGNATURE };
  }
  const endpoint = chooseEndpoint(options, region, credentials);
  if (typeof endpoint !== "string") return endpoint;
  const { isPathStyle, listVersion } = addressing(options, bucket, endpoint);
  return {
    ...{ kind: "s3", remote: options.remote, ...place, endpoint, region, isPathStyle, listVersion },
    ...{ credentials, isCertificateChecked: true, notices: noticesOf(options) },
  };
}

function wrongOption(options: RemoteOptions): FailingPlan | undefined {
  for (const [option, type] of S3_TYPED_OPTIONS) {
    const text = options.get(option);
    if (text === undefined) continue;
    const value = type === "bool" ? readBoolean(text) : readInteger(text);
    if (value === undefined) return failing("F12", `couldn't parse config item "${option}"`, options.variable(option));
  }
  return undefined;
}

function chooseEndpoint(
  options: RemoteOptions,
  region: string,
  credentials: StoreCredentials | undefined,
): string | FailingPlan {
  const variable = options.variable("endpoint");
  const text = options.get("endpoint") ?? "";
  if (text === "") {
    // rclone would send these keys to Amazon, which does not know them. We do not.
    if (credentials && needsEndpoint(options.get("provider") ?? ""))
      return failing("F10", "InvalidAccessKeyId", variable);
    const amazon = amazonEndpoint(region);
    return (
      amazon ?? failing("F30", "MissingEndpoint: 'Endpoint' configuration is required", options.variable("region"))
    );
  }
  const endpoint = readEndpoint(text);
  if ("words" in endpoint) return failing(endpoint.mode, endpoint.words, variable);
  return isThisMachine(endpoint) ? failing("S08", "connect: connection refused", variable) : endpointText(endpoint);
}

/** Of an init container: nothing else runs in its pod yet, so nothing can listen there. */
function isThisMachine({ host }: Endpoint): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])\.?$/i.test(host);
}

function addressing(
  options: RemoteOptions,
  bucket: string,
  endpoint: string,
): Pick<S3Plan, "isPathStyle" | "listVersion"> {
  const habits = providerHabits(options.get("provider") ?? "") ?? UNKNOWN_PROVIDER;
  const forced = options.get("force_path_style");
  const wantsPath = forced === undefined || readBoolean(forced) === true;
  const isPathStyle =
    !fitsHostName(bucket, endpoint) ||
    (habits.allowsPathStyle && wantsPath && !isOn(options, "use_accelerate_endpoint"));
  const version = readInteger(options.get("list_version") ?? "");
  return { isPathStyle, listVersion: version === 1 ? 1 : version ? 2 : habits.listVersion };
}

/** AWS' library puts a bucket into the path in any case where a host's name could not hold it ([ran]: `My_Bucket`, `a.b` over TLS). */
function fitsHostName(bucket: string, endpoint: string): boolean {
  const isName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) && !bucket.includes("..");
  const isAddress = /^(?:\d+\.){3}\d+$/.test(bucket);
  return isName && !isAddress && !(endpoint.startsWith("https:") && bucket.includes("."));
}

function noticesOf(options: RemoteOptions): PlanNotice[] {
  const provider = options.get("provider") ?? "";
  if (providerHabits(provider)) return [];
  const variable = options.variable("provider");
  return [
    {
      variable,
      words: l10n.t("rclone does not know the provider in this spelling and asks as it does of any other store."),
    },
  ];
}

function isOn(options: RemoteOptions, option: string): boolean {
  return readBoolean(options.get(option) ?? "") === true;
}

function hasLineBreak(text: string): boolean {
  return /[\n\r]/.test(text);
}

const INVALID_HEADER = `net/http: invalid header field value for "Authorization"`;

const NO_BUCKET = l10n.t(
  "The model URI names no bucket, so the initializer would copy all buckets that the key may list.",
);

const OLD_SIGNATURE = l10n.t("The Secret asks for the second version of S3's signatures, which we do not speak.");

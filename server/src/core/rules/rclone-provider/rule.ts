// The provider of an S3 remote decides where rclone puts the bucket: before the host, or behind it (F10, S10, S05).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, suggestion, type DeploymentContext } from "../../lint/rule.ts";
import {
  isFilledLater,
  isTemplated,
  RCLONE_PROVIDERS,
  rcloneRemotes,
  remoteOption,
  secretEntries,
  setEntry,
  VIRTUAL_HOST_PROVIDERS,
  type RcloneOption,
  type RcloneRemote,
} from "../../model/index.ts";
import { removeValue } from "../../yaml/index.ts";
import { parseAddress } from "../store-endpoint/address.ts";

export const rcloneProvider = defineResourceRule({
  id: "rclone-provider",
  severity: "warning",
  title: "Require the provider that a store's address is of",
  why: "With the provider `AWS` rclone puts the bucket in front of the host, and MinIO has no such name: `dial tcp: lookup models.minio.storage.svc.cluster.local: no such host`. `FORCE_PATH_STYLE` does not change that. Without an address the provider `Minio` asks Amazon.",
  remedy: "Write `PROVIDER: Minio`, or `Other`, together with the `ENDPOINT`.",
  failureModes: ["F10", "S10", "S05"],
  resources: ["Secret"],
  messages: {
    bucketBeforeHost: {
      text: 'With the provider {provider} rclone puts the bucket in front of the host of this store: "dial tcp: lookup <bucket>.<host>: no such host", whatever FORCE_PATH_STYLE says. Write Minio, or Other for another store.',
    },
    pathStyleOff: {
      text: 'With FORCE_PATH_STYLE off rclone puts the bucket in front of the host: "dial tcp: lookup <bucket>.…: no such host". Leave it out.',
    },
    noEndpoint: {
      text: "Without an ENDPOINT the remote asks s3.us-east-1.amazonaws.com, not MinIO. Add {variable}.",
    },
    spelling: {
      text: 'rclone writes {wanted} and takes {provider} for a store it does not know: "s3 provider "{provider}" not known - please set correctly". That is harmless, and hides what matters in the log.',
      severity: "hint",
    },
    readByNobody: {
      text: "Neither rclone nor boto3 reads {variable}. rclone addresses a bucket by the PROVIDER of its remote.",
      severity: "hint",
    },
  },
  check(context) {
    const { resource, document, report } = context;
    if (isFilledLater(resource)) return;
    for (const remote of rcloneRemotes(resource)) checkRemote(context, remote);
    for (const { key, at } of secretEntries(resource))
      if (key === "AWS_S3_PATH_STYLE_ACCESS")
        report({
          at,
          message: "readByNobody",
          data: { variable: key },
          fixes: [suggestion(l10n.t("Take it out"), removeValue(document, at))],
        });
  },
});

type Context = DeploymentContext<"bucketBeforeHost" | "pathStyleOff" | "noEndpoint" | "spelling" | "readByNobody">;

/** Those that are copied from templates beside the address of another store; what others name as their own address is not known here. */
const COPIED_PROVIDERS: ReadonlySet<string> = new Set(["AWS", "Alibaba"]);

function checkRemote({ document, report }: Context, remote: RcloneRemote): void {
  if (valueOf(remoteOption(remote, "TYPE")) !== "s3") return;
  const provider = remoteOption(remote, "PROVIDER");
  const endpoint = remoteOption(remote, "ENDPOINT");
  const name = valueOf(provider);
  const address = parseAddress(valueOf(endpoint));
  const isOfAmazon = address !== undefined && /(^|\.)amazonaws\.com(\.cn)?$/.test(address.host);
  if (!provider || isTemplated(name)) return;
  if (COPIED_PROVIDERS.has(name) && address && !isOfAmazon && !address.host.endsWith("aliyuncs.com")) {
    const fixes = [suggestion(l10n.t("Write Minio"), setEntry(document, provider.entry, "Minio"))];
    report({ at: provider.entry.at, message: "bucketBeforeHost", data: { provider: name }, fixes });
  } else if (name === "Minio" && remote.options.every(option => option.name !== "ENDPOINT"))
    report({
      at: provider.entry.at,
      message: "noEndpoint",
      data: { variable: `RCLONE_CONFIG_${remote.name}_ENDPOINT` },
    });
  else checkSpelling({ document, report }, provider, name, endpoint !== undefined);
  const pathStyle = remoteOption(remote, "FORCE_PATH_STYLE");
  if (pathStyle && /^(minio|other)$/i.test(name) && /^(0|f|false)$/i.test(valueOf(pathStyle)))
    report({
      at: pathStyle.entry.at,
      message: "pathStyleOff",
      fixes: [suggestion(l10n.t("Take it out"), removeValue(document, pathStyle.entry.at))],
    });
}

/** `aws` beside an address is what keeps such a remote working: the right spelling would break it (F10). */
function checkSpelling(
  { document, report }: Pick<Context, "document" | "report">,
  { entry }: RcloneOption,
  provider: string,
  hasEndpoint: boolean,
): void {
  const wanted = RCLONE_PROVIDERS.find(known => known.toLowerCase() === provider.toLowerCase());
  if (wanted === undefined || wanted === provider || (hasEndpoint && VIRTUAL_HOST_PROVIDERS.includes(wanted))) return;
  const fixes = [suggestion(l10n.t`Write ${wanted}`, setEntry(document, entry, wanted))];
  report({ at: entry.at, message: "spelling", data: { provider, wanted }, fixes });
}

function valueOf(option: RcloneOption | undefined): string {
  return option?.entry.value?.trim() ?? "";
}

// Values of a Secret that are not what their reader gets: a line break at the end, no base64, base64 twice (F29).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import {
  isFilledLater,
  isRcloneSecret,
  isTemplated,
  RCLONE_TYPES,
  secretEntries,
  setEntry,
  type SecretEntry,
} from "../../model/index.ts";
import { decodeBase64 } from "../../model/base64.ts";
import { renameKey } from "../../yaml/index.ts";

export const secretEncoding = defineResourceRule({
  id: "secret-encoding",
  severity: "warning",
  title: "Require values of Secrets to be encoded once, and without a line break",
  why: '`echo secret | base64` encodes a line break as well: `net/http: invalid header field value for "Authorization"`, `didn\'t find backend called "s3\\n"`. Text under `data` that is no base64 is refused: `illegal base64 data at input byte 4`. What is encoded twice is a wrong password: `InvalidAccessKeyId`.',
  remedy: "Write values in clear under `stringData`, or encode them by `printf %s … | base64`.",
  failureModes: ["F29"],
  resources: ["Secret"],
  messages: {
    lineBreak: {
      text: 'This value ends in a line break or a blank, as `echo … | base64` makes it, and whoever reads it gets that, too: "{symptom}". Encode it by printf %s … | base64, or write it under stringData.',
    },
    notBase64: {
      text: 'Values under data are base64, and this is none: "illegal base64 data at input byte …". Write it under stringData.',
      severity: "error",
      refusedBy: "api-server",
    },
    encodedTwice: {
      text: 'This is encoded twice: what its reader gets is base64 still. The store answers "InvalidAccessKeyId", or the address is none. Encode it once, or write it under stringData as it is.',
    },
  },
  check(context) {
    const { resource, document, report } = context;
    if (!isRcloneSecret(resource) || isFilledLater(resource)) return;
    const entries = secretEntries(resource).filter(({ key }) => CONCERNS.test(key));
    const plain = entries.filter(entry => entry.encoded && isNoBase64(entry));
    for (const entry of entries) {
      if (plain.includes(entry))
        report({
          at: entry.at,
          message: "notBase64",
          fixes: entry === plain[0] ? [asText(context, plain.length)] : [],
        });
      else checkValue({ document, report }, entry);
    }
  },
});

type Context = DeploymentContext<"lineBreak" | "notBase64" | "encodedTwice">;

/** Keys whose values no line break may end; certificates end in one rightly. */
const CONCERNS =
  /_(TYPE|PROVIDER|ENDPOINT|REGION|ENV_AUTH|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|ACCOUNT|KEY)$|^AWS_|^MLFLOW_/i;

/** Keys whose values are no secret, so that an edit may hold them. */
const NO_SECRET = /_(TYPE|PROVIDER|REGION|ENV_AUTH)$/i;

/** `<base64>`, `SECRET_KEY_PLACEHOLDER`: somebody fills it in. */
const PLACEHOLDER = /[<>]|^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/;

function isNoBase64({ at, value }: SecretEntry): boolean {
  const text = at.string();
  return text !== undefined && text !== "" && value === undefined && !isTemplated(text) && !PLACEHOLDER.test(text);
}

function checkValue({ document, report }: Pick<Context, "document" | "report">, entry: SecretEntry): void {
  const { at, key, value = "", encoded } = entry;
  const trimmed = value.trimEnd();
  if (trimmed !== value && trimmed !== "" && at.scalar?.style !== "folded") {
    const fixes =
      NO_SECRET.test(key) && encoded
        ? [suggestion(l10n.t("Write it without the line break"), setEntry(document, entry, trimmed))]
        : [];
    report({ at, message: "lineBreak", data: { symptom: symptomOf(key, trimmed) }, fixes });
  } else if (encoded && isTextInBase64(trimmed)) report({ at, message: "encodedTwice" });
}

function symptomOf(key: string, value: string): string {
  if (/_TYPE$/i.test(key) && RCLONE_TYPES.includes(value)) return `didn't find backend called "${value}\\n"`;
  if (/ENDPOINT/i.test(key)) return "net/url: invalid control character in URL";
  return 'net/http: invalid header field value for "Authorization"';
}

/** True where a text decodes to printable text again, which keys of stores do not. */
function isTextInBase64(text: string): boolean {
  const decoded = /^[A-Za-z0-9+/]{4,}={0,2}$/.test(text) && text.length % 4 === 0 ? decodeBase64(text) : undefined;
  return decoded !== undefined && decoded.length >= 3 && /^[\x20-\x7E]+\n?$/.test(decoded);
}

/** Where nothing under `data` is base64, the key alone is wrong, and no value has to be written anew. */
function asText({ resource, document }: Context, count: number): FixProposal | undefined {
  const data = resource.at.key("data");
  if (resource.at.key("stringData").exists || data.entries().length !== count) return undefined;
  return suggestion(l10n.t("Write stringData instead of data"), renameKey(document, data, "stringData"));
}

// How many of something there are: whole phrases, as other languages have more than one plural.
import * as l10n from "@vscode/l10n";

const PHRASES = {
  answer: count => (count === 1 ? l10n.t("1 answer") : l10n.t`${count} answers`),
  byte: count => (count === 1 ? l10n.t("1 byte") : l10n.t`${count} bytes`),
  case: count => (count === 1 ? l10n.t("1 case") : l10n.t`${count} cases`),
  column: count => (count === 1 ? l10n.t("1 column") : l10n.t`${count} columns`),
  container: count => (count === 1 ? l10n.t("1 container") : l10n.t`${count} containers`),
  day: count => (count === 1 ? l10n.t("1 day") : l10n.t`${count} days`),
  deployment: count => (count === 1 ? l10n.t("1 deployment") : l10n.t`${count} deployments`),
  Deployment: count => (count === 1 ? l10n.t("1 Deployment") : l10n.t`${count} Deployments`),
  error: count => (count === 1 ? l10n.t("1 error") : l10n.t`${count} errors`),
  hint: count => (count === 1 ? l10n.t("1 hint") : l10n.t`${count} hints`),
  hour: count => (count === 1 ? l10n.t("1 hour") : l10n.t`${count} hours`),
  image: count => (count === 1 ? l10n.t("1 image") : l10n.t`${count} images`),
  minute: count => (count === 1 ? l10n.t("1 minute") : l10n.t`${count} minutes`),
  name: count => (count === 1 ? l10n.t("1 name") : l10n.t`${count} names`),
  object: count => (count === 1 ? l10n.t("1 object") : l10n.t`${count} objects`),
  pod: count => (count === 1 ? l10n.t("1 pod") : l10n.t`${count} pods`),
  predictor: count => (count === 1 ? l10n.t("1 predictor") : l10n.t`${count} predictors`),
  remark: count => (count === 1 ? l10n.t("1 remark") : l10n.t`${count} remarks`),
  replica: count => (count === 1 ? l10n.t("1 replica") : l10n.t`${count} replicas`),
  request: count => (count === 1 ? l10n.t("1 request") : l10n.t`${count} requests`),
  restart: count => (count === 1 ? l10n.t("1 restart") : l10n.t`${count} restarts`),
  "routing object": count => (count === 1 ? l10n.t("1 routing object") : l10n.t`${count} routing objects`),
  Service: count => (count === 1 ? l10n.t("1 Service") : l10n.t`${count} Services`),
  use: count => (count === 1 ? l10n.t("1 use") : l10n.t`${count} uses`),
  value: count => (count === 1 ? l10n.t("1 value") : l10n.t`${count} values`),
  warning: count => (count === 1 ? l10n.t("1 warning") : l10n.t`${count} warnings`),
  "earlier line": count =>
    count === 1 ? l10n.t("1 earlier line") : l10n.t`${count.toLocaleString("en")} earlier lines`,
  "piece of information": count =>
    count === 1 ? l10n.t("1 piece of information") : l10n.t`${count} pieces of information`,
} as const satisfies Readonly<Record<string, (count: number) => string>>;

/** What is counted in sentences; the singular. */
export type Countable = keyof typeof PHRASES;

/** Such as `1 case` or `3 cases`. */
export function counted(count: number, what: Countable): string {
  return PHRASES[what](count);
}

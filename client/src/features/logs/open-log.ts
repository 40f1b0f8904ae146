// A log in the panel *Output*: an output channel of its own, so that search, selection and screen readers work as everywhere.
import * as vscode from "vscode";
import { LOG_LANGUAGE } from "../../contributions.ts";
import { LogStream, type LogStreamOptions } from "./log-stream.ts";
import { targetTitle, type LogTarget } from "./log-target.ts";
import type { PodSource } from "./pod-source.ts";

/** The buttons in the panel's title are shown for channels whose name begins so (contributions.ts). */
const PREFIX = "Seldon log: ";

export interface OpenLogOptions extends Pick<LogStreamOptions, "session" | "onError"> {
  readonly target: LogTarget;
  readonly source: PodSource;
}

export class OpenLog implements vscode.Disposable {
  readonly title: string;
  readonly stream: LogStream;
  readonly #channel: vscode.OutputChannel;
  readonly #source: PodSource;

  constructor({ target, source, session, onError }: OpenLogOptions) {
    this.title = targetTitle(target);
    this.#source = source;
    const channel = vscode.window.createOutputChannel(PREFIX + this.title, LOG_LANGUAGE.id);
    this.#channel = channel;
    this.stream = new LogStream({
      title: this.title,
      scope: target.kind === "pod" || target.kind === "container" ? target.kind : "several-pods",
      session,
      pods: () => source.pods(),
      onError,
      sink: { append: text => channel.append(text), replace: text => channel.replace(text) },
    });
  }

  /** Leaves the focus where it is. */
  show(): void {
    this.#channel.show(true);
  }

  /** Whether a document of the panel is this log's. VS Code makes its address of the channel's name. */
  isShownIn({ uri, languageId }: vscode.TextDocument): boolean {
    return languageId === LOG_LANGUAGE.id && uri.scheme === "output" && uri.path.endsWith(PREFIX + this.title);
  }

  dispose(): void {
    this.stream.close();
    this.#source.dispose();
    this.#channel.dispose();
  }
}

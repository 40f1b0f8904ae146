// The library's client, but failures go to the log only: what the user is told comes from our own catalog.
import { LanguageClient } from "vscode-languageclient/node";

export class QuietLanguageClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  override warn(message: string, data?: unknown): void {
    super.warn(message, data, false);
  }

  override info(message: string, data?: unknown): void {
    super.info(message, data, false);
  }
}

// The name of the folder that a file lies in, which stands for a model whose file has no name of its own.

/** @param file path from the workspace folder on, with forward slashes @returns `.` for the workspace folder itself */
export function folderOf(file: string): string {
  const end = file.lastIndexOf("/");
  return end === -1 ? "." : file.slice(0, end);
}

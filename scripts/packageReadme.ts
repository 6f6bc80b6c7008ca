/**
 * README as the editor shows it of an installed extension. Invariant: everything in it can be seen there: that page has neither
 * pictures nor pages of the package, so it names none.
 */

/** What is about a clone of the project, and what is a list of its pages. */
const LEFT_OUT = ["Two commands", "More"];

export function readmeOfPackage(readme: string): string {
  const sections = readme
    .split(/^(?=## )/m)
    .filter((section) => !LEFT_OUT.some((title) => section.startsWith(`## ${title}\n`)));
  return sections
    .join("")
    .replaceAll(/^!\[[^\]]*\]\([^)]*\)\n\n?/gm, "")
    .replaceAll(/\s\(\[[^\]]+\]\((?!https:)[^)]*\)\)/g, "")
    .replaceAll(/\[([^\]]+)\]\((?!https:)[^)]*\)/g, "$1")
    .replaceAll(/^<!--.*-->\n/gm, "");
}

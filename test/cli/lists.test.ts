/** Lists that come from files, from the rule file to the detection. */
import assert from "node:assert/strict";
import { failed, folderOf, SSHD } from "../kit/folder.ts";
import { grove } from "../kit/grove.ts";

const rules = `${SSHD}
list scanners: cidr from "lists/scanners.txt"
rule scanned { severity low  by ip  when failed where ip in scanners }
test "from a known scanner" { given sshd """
  ${failed(1, "203.0.113.9")}
  ${failed(2, "198.51.100.1")}
""" expect scanned once where ip == 203.0.113.9 }
`;

describe("lists from files", () => {
  it("are looked up in like those of a rule file", () => {
    const folder = folderOf({ "a.grove": rules, "lists/scanners.txt": "# known\n203.0.113.0/24\n" });
    const { code, stdout, stderr } = grove("test", folder);
    assert.equal(code, 0, stdout + stderr);
  });

  it("stop the rules that need them where their file is missing or holds something else", () => {
    const missing = grove("check", folderOf({ "a.grove": rules }));
    assert.equal(missing.code, 1);
    assert.match(missing.stdout, /error\[list-file\]: There is no file `lists\/scanners\.txt`/);
    const wrong = grove("check", folderOf({ "a.grove": rules, "lists/scanners.txt": "10.0.0.0/8\nnowhere\n" }));
    assert.match(wrong.stdout, /error\[list-file\]: Line 2 of `lists\/scanners\.txt` is `nowhere`/);
  });
});

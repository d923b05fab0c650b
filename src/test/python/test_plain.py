"""What needs Python alone: flags, images, the program, the wheel."""
import hashlib
import os
import subprocess
import sys
import unittest
import zipfile
from unittest import mock

from support import HOME, InFolder, has
from segment_attribution import RunFailed, WrongInput, explain
from segment_attribution import program
from segment_attribution.flags import flags
from segment_attribution.images import listed


class FlagsTest(unittest.TestCase):
    def test_values_are_texts(self):
        self.assertEqual(
            ["--limit=20", "--segments=a,b", "--ablate", "--param=gamma=0.25", "--param=epsilon=1e-06", "--class=x, y", "--class=z",
             "--mean=-1,0.5"],
            flags({"limit": 20, "segments": ["a", "b"], "ablate": True, "check": False, "head": None,
                   "param": {"gamma": 0.25, "epsilon": 1e-6}, "class_": ["x, y", "z"], "mean": (-1, 0.5)}))

    def test_a_comma_in_a_name_is_refused(self):
        with self.assertRaisesRegex(WrongInput, "segments: 'a, b' holds a comma"):
            flags({"segments": ["a, b"]})


class ImagesTest(InFolder):
    def test_a_folder_is_left_as_it_is(self):
        photos = self.photos()
        (photos / ".hidden").mkdir()
        (photos / ".hidden" / "x.png").write_bytes(b"")
        found = listed(photos, self.folder / "beside")
        self.assertEqual((photos, 12), (found.source, len(found.files)))
        self.assertFalse((self.folder / "beside").exists())

    def test_lists_become_a_table(self):
        file = self.photos() / "cat" / "1.png"
        found = listed([(file, "a, b")], self.folder / "beside")
        self.assertEqual(f'path,label\n{file},"a, b"\n', found.source.read_text())
        self.assertTrue(found.labelled)
        self.assertFalse(listed([str(file)], self.folder / "beside").labelled)
        self.assertEqual([file], [path.resolve() for path in listed(found.source, self.folder).files])

    def test_a_part_of_an_image_folder_leaves_out_the_rest(self):
        photos = self.photos(each=2)

        class ImageFolder:
            root, classes, transform = str(photos), ["cat", "dog"], None
            samples = [(str(photos / name / f"{n}.png"), k) for k, name in enumerate(classes) for n in range(2)]

        class Subset:
            def __init__(self, dataset, indices):
                self.dataset, self.indices = dataset, indices

        found = listed(Subset(Subset(ImageFolder(), [0, 1, 3]), [0, 2]), self.folder / "beside")
        self.assertEqual([photos / "cat" / "0.png", photos / "dog" / "1.png"], found.files)
        self.assertEqual("cat/1.png\ndog/0.png\n", (self.folder / "beside" / "left-out.txt").read_text())
        self.assertEqual(["cat", "dog"], found.classes)

    def test_what_is_wrong_is_named(self):
        for images, message in ((self.folder / "no", "no does not exist"), (["no.png"], "no.png does not exist"),
                                ([], "list is empty"), (5, "images is a int"), ([7], "7 is no path")):
            with self.subTest(message), self.assertRaisesRegex(WrongInput, message):
                listed(images, self.folder)


class ProgramTest(InFolder):
    def test_is_found_by_argument_variable_or_checkout(self):
        given = self.program("")
        self.assertEqual(given, program.find(given))
        with mock.patch.dict(os.environ, {"SAT": given}):
            self.assertEqual(given, program.find(None))
        with mock.patch.dict(os.environ, {"SAT": "", "PATH": str(self.folder)}):
            self.assertEqual(str(HOME / "scripts" / "sat"), program.find(None))
        with self.assertRaisesRegex(WrongInput, "nowhere is no program"):
            program.find("nowhere")

    def test_errors_are_one_line_about_arguments(self):
        for code, kind in ((2, WrongInput), (1, RunFailed)):
            double = self.program(f"""
                print("reading", file=sys.stderr)
                print("sat: Unknown option: '--methd'; did you mean \\"--input-size\\"?", file=sys.stderr)
                print("try sat explain", file=sys.stderr)
                sys.exit({code})""")
            lines = []
            with self.assertRaises(kind) as raised:
                program.run(double, ["explain"], lines.append)
            self.assertEqual("Unknown option: 'methd'; did you mean \"input_size\"?", str(raised.exception))
            self.assertEqual("reading", lines[0])
            self.assertEqual([f"{kind.__name__}: {raised.exception}"], raised.exception._render_traceback_())

    def test_much_output_on_both_streams_does_not_block(self):
        double = self.program("print('x' * 200000); print('y' * 200000, file=sys.stderr); sys.exit(3)")
        self.assertEqual(3, program.run(double, ["explain"], False))


class OnnxFileTest(InFolder):
    def run_of(self, **more):
        (self.folder / "m.onnx").write_bytes(b"")
        double = self.program("""
            os.makedirs(flag["out"])
            put = lambda name, text: open(os.path.join(flag["out"], name), "w").write(text)
            put("sat.csv", "image,class,segment,mean_signed,rank\\na.png,None,NA,2.848967867143918E-4,1.0\\nb.png,cat,x,,2.0\\n")
            put("aggregate.csv", "class,segment,images\\ncat,x,2\\n")
            put("failures.csv", "image,stage,reason\\n")
            put("run.json", json.dumps({"summary": {"found": ["what is found:", "  cat: x"]}, "flags": flag}))
            put("report.html", "<p title='a'>1 & 2</p>")""")
        return explain(self.folder / "m.onnx", self.photos(), sat=double, out=self.folder / "run", progress=False, **more)

    def test_needs_no_torch(self):
        result = self.run_of(segmenter="grid:2x2", method=["lrp-z", "gradient"], limit=3)
        self.assertEqual(
            {"images": str(self.folder / "photos"), "model": str(self.folder / "m.onnx"), "segmenter": "grid:2x2",
             "method": "lrp-z,gradient", "out": str(self.folder / "run"), "limit": "3"}, result.run["flags"])
        self.assertEqual(["what is found:", "cat: x"], result.found)
        self.assertIn("cat: x", repr(result))
        self.assertIsNone(result.agreement)

    def test_the_page_is_a_frame(self):
        shown = self.run_of()._repr_html_()
        self.assertIn('srcdoc="&lt;p title=&#x27;a&#x27;&gt;1 &amp; 2&lt;/p&gt;"', shown)
        self.assertIn('sandbox="allow-scripts"', shown)

    @unittest.skipUnless(has("pandas"), "pandas is not installed")
    def test_rows_keep_names_that_look_missing(self):
        rows = self.run_of().rows
        self.assertEqual(["None", "cat"], list(rows["class"]))
        self.assertEqual("NA", rows["segment"][0])
        self.assertEqual([2.848967867143918e-4, True], [rows["mean_signed"][0], bool(rows["mean_signed"].isna()[1])])

    def test_transform_is_refused(self):
        with self.assertRaisesRegex(WrongInput, "belong to a torch module"):
            self.run_of(transform=object())
        with self.assertRaisesRegex(WrongInput, "model is a int"):
            explain(5, self.photos(), sat=self.program(""))


@unittest.skipUnless(has("tomllib"), "Python 3.11 builds the wheel")
class WheelTest(InFolder):
    def test_equal_bytes_with_the_version_of_the_product(self):
        made = []
        for name in ("one", "two"):
            run = subprocess.run([sys.executable, HOME / "scripts/build-wheel", self.folder / name], check=True,
                                 capture_output=True, text=True)
            with open(run.stdout.strip(), "rb") as wheel:
                made.append(hashlib.sha256(wheel.read()).hexdigest())
        self.assertEqual(made[0], made[1])
        with zipfile.ZipFile(run.stdout.strip()) as wheel:
            names = wheel.namelist()
            info = next(name for name in names if name.endswith("METADATA"))
            metadata = wheel.read(info).decode()
            code = {name for name in names if name.startswith("segment_attribution/")}
        import sat_wheel
        self.assertIn(f"\nVersion: {sat_wheel.version()}\nSummary", metadata)
        self.assertIn("License-Expression: Apache-2.0\nLicense-File: LICENSE\n", metadata)
        self.assertIn(info.replace("METADATA", "licenses/LICENSE"), names)
        sources = HOME / "src/main/python/segment_attribution"
        self.assertEqual({f"segment_attribution/{file.name}" for file in sources.iterdir() if file.is_file()}, code)


if __name__ == "__main__":
    unittest.main()

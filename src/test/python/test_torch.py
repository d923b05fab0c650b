"""What needs torch and torchvision: transforms, the export, and one run of the real program."""
import json
import unittest

from support import InFolder, has, real_sat
from segment_attribution import PredictionsDiffer, WrongInput, declared, explain
from segment_attribution.export import evaluated, name_of

TORCH = has("torch", "torchvision")
if TORCH:
    import torch
    from torchvision import models
    from torchvision import transforms as one
    from torchvision.transforms import v2 as two

MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def small():
    """A convolution, batch statistics and two classes."""
    torch.manual_seed(3)
    return torch.nn.Sequential(
        torch.nn.Conv2d(3, 4, 3, 2), torch.nn.BatchNorm2d(4), torch.nn.ReLU(), torch.nn.AdaptiveAvgPool2d(2),
        torch.nn.Dropout(0.5), torch.nn.Flatten(), torch.nn.Linear(16, 2))


def evaluation():
    return one.Compose([one.Resize(20), one.CenterCrop(18), one.ToTensor(), one.Normalize(MEAN, STD)])


@unittest.skipUnless(TORCH, "torch and torchvision are not installed")
class DeclaredTest(unittest.TestCase):
    def test_transforms_that_can_be_expressed(self):
        normal = {"mean": MEAN, "std": STD, "channels": "RGB"}
        cut = {"size": [224, 224], "resize": 256, "crop": "center"}
        grey = {"size": [28, 28], "mean": [0.1], "std": [0.3], "channels": "grey"}
        floats = two.ToDtype(torch.float32, scale=True)
        for expected, transform in (
            ({**cut, **normal}, one.Compose([one.Resize(256), one.CenterCrop(224), one.ToTensor(), one.Normalize(MEAN, STD)])),
            ({**cut, **normal}, torch.nn.Sequential(two.ToImage(), two.Resize([256]), two.CenterCrop(224), floats,
                                                    two.Normalize(MEAN, STD))),
            ({**cut, **normal, "resize": 232}, models.ResNet50_Weights.DEFAULT.transforms()),
            ({**cut, **normal, "resize": 232}, models.ResNet50_Weights.DEFAULT),
            ({**cut, "resize_as": "float", "antialias": False, "channels": "RGB"},
             one.Compose([one.ToTensor(), one.Resize(256, antialias=False), one.CenterCrop(224)])),
            ({**cut, "interpolation": "bicubic", "resize_as": "uint8_once", "channels": "RGB"},
             one.Compose([one.PILToTensor(), one.Resize(256, one.InterpolationMode.BICUBIC), one.CenterCrop(224),
                          one.ConvertImageDtype(torch.float32)])),
            ({"size": [64, 48], "range": [0, 255], "channels": "RGB"},
             two.Compose([two.Compose([two.Resize((64, 48))]), two.ToImage(), two.ToDtype(torch.float32)])),
            ({"size": [224, 224], "resize": [300, 280], "crop": "squash", "channels": "RGB"},
             one.Compose([one.Resize((300, 280)), one.CenterCrop(224), one.ToTensor()])),
            (grey, one.Compose([one.Grayscale(), one.Resize((28, 28)), one.ToTensor(), one.Normalize((0.1,), (0.3,))])),
            ({**grey, "grey": "after"},
             one.Compose([one.Resize((28, 28)), one.Grayscale(), one.ToTensor(), one.Normalize([0.1], [0.3])])),
        ):
            with self.subTest(str(transform)):
                self.assertEqual(expected, declared(transform))

    def test_others_are_refused_by_name(self):
        to, crop = one.ToTensor(), one.CenterCrop(224)

        class Resize(one.Resize):
            pass

        for message, steps in (
            (r"step 1, RandomCrop\(.*: it is random", [one.RandomCrop(8), to]),
            (r"step 1, function <lambda>: sat cannot see", [lambda x: x, to]),
            (r"step 1, Resize\(.*: sat cannot do this", [Resize((8, 8)), to]),
            (r"step 1, Resize\(.*max_size cannot", [one.Resize(8, max_size=9), to]),
            (r"step 2, Resize\(.*interpolation nearest of tensors", [to, one.Resize(8, one.InterpolationMode.NEAREST)]),
            (r"step 2, Resize\(.*resizes once", [one.Resize(8), one.Resize(9), to]),
            (r"step 1, CenterCrop\(.*after Resize", [crop, to]),
            (r"step 4, Normalize\(.*normalises once", [one.Resize((8, 8)), to, one.Normalize(MEAN, STD), one.Normalize(MEAN, STD)]),
            (r"step 2, Grayscale\(.*before the conversion", [to, one.Grayscale()]),
            (r"step 1, Grayscale\(.*not three", [one.Grayscale(3), to]),
            (r"step 2, ToDtype\(.*float32, not in torch.float16", [two.ToImage(), two.ToDtype(torch.float16)]),
            ("fills with black", [one.Resize(200), crop, to]),
            ("add CenterCrop", [one.Resize(200), to]),
            ("has no Resize", [to]),
            ("gives a picture", [one.Resize((8, 8))]),
            ("gives bytes", [one.Resize((8, 8)), one.PILToTensor()]),
            ("3 values as mean for 1 channels", [one.Grayscale(), one.Resize((8, 8)), to, one.Normalize(MEAN, STD)]),
        ):
            with self.subTest(message), self.assertRaisesRegex(WrongInput, message):
                declared(one.Compose(steps))

    @unittest.skipUnless(TORCH and has("timm"), "timm is not installed")
    def test_transforms_of_timm(self):
        from timm.data import create_transform

        rest = {"interpolation": "bicubic", "mean": MEAN, "std": STD, "channels": "RGB"}
        for expected, size, mode in (
            ({"size": [224, 224], "resize": 248, "crop": "center", **rest}, 224, "center"),
            ({"size": [224, 224], "resize": 248, "crop": "squash", **rest}, 224, "squash"),
            ({"size": [224, 224], "resize": 248, "crop": "border", **rest}, 224, "border"),
            ({"size": [192, 224], "resize": [213, 248], "crop": "center", **rest}, (192, 224), "center"),
        ):
            with self.subTest(mode):
                made = create_transform(size, crop_pct=0.9, crop_mode=mode, interpolation="bicubic")
                self.assertEqual(expected, declared(made))
        self.assertEqual(
            {"size": [224, 224], "resize": 235, "crop": "center", **rest},
            declared({"input_size": (3, 224, 224), "interpolation": "bicubic", "mean": MEAN, "std": STD, "crop_pct": 0.95}))
        with self.assertRaisesRegex(WrongInput, "RandomResizedCropAndInterpolation.*it is random"):
            declared(create_transform(224, is_training=True))


@unittest.skipUnless(TORCH, "torch and torchvision are not installed")
class ModuleTest(InFolder):
    CLASSES = ["cat", "dog"]

    def explain(self, model, sat, **more):
        given = {"transform": evaluation(), "classes": self.CLASSES, "progress": False, **more}
        return explain(model, self.photos(), sat=sat, out=self.folder / "run", **given)

    def test_every_part_is_in_its_mode_afterwards(self):
        model = small().train()
        model[1].eval()
        with evaluated(model):
            self.assertFalse(any(part.training for part in model.modules()))
        self.assertEqual([True, False, True], [model.training, model[1].training, model[4].training])
        self.assertEqual("Sequential", name_of(model))

    def test_what_is_wrong_is_named_before_anything_runs(self):
        sat = self.program("sys.exit('called')")
        for message, model, more in (
            ("transform is missing", small(), {"transform": None}),
            ("classes is missing: give the 2 names", small(), {"classes": None}),
            ("classes: 3 names, but the model has 2 outputs", small(), {"classes": "a,b,c"}),
            ("torch.float64; sat computes in torch.float32", small().double(), {}),
            ("gives a tensor of shape", torch.nn.Conv2d(3, 2, 3), {}),
            ("does not take 3 x 18 x 18", torch.nn.Linear(5, 2), {}),
            ("exporter: 'onnx' is none of", small(), {"exporter": "onnx"}),
        ):
            with self.subTest(message), self.assertRaisesRegex(WrongInput, message):
                self.explain(model, sat, **more)

    def test_an_image_with_another_prediction_is_named(self):
        sat = self.program("""
            assert flag["target"] == "predicted", flag
            os.makedirs(flag["out"])
            with open(flag["images"]) as listed, open(os.path.join(flag["out"], "sat.csv"), "w") as rows:
                rows.write("image,predicted,confidence,explained_class_index\\n")
                for line in list(listed)[1:]:
                    rows.write(line.split(",")[0] + ",cat,0.99,0\\n")""")
        with self.assertRaisesRegex(PredictionsDiffer, r"photos/cat/0\.png: sat predicts cat with a probability of 0\.9900"):
            self.explain(small(), sat)
        self.assertFalse((self.folder / "run").exists())

    @unittest.skipUnless(real_sat() and has("pandas"), "SAT names no program, or pandas is not installed")
    def test_a_module_is_explained_by_the_real_program(self):
        model = small().train()
        for _ in range(5):
            model(torch.randn(8, 3, 18, 18))
        lines = []
        result = self.explain(model, None, segmenter="grid:2x2", method="lrp-epsilon", name="tiny", progress=lines.append)
        self.assertTrue(model.training)
        self.assertEqual(12 * 4, len(result.rows))
        self.assertEqual(({"cat", "dog"}, {"tiny"}), (set(result.rows["label"]), set(result.rows["model"])))
        self.assertEqual(10, result.agreement.images)
        self.assertLess(result.agreement.largest, result.agreement.allowed)
        self.assertTrue(any(line.startswith("10 predictions are the module's own") for line in lines), lines)
        self.assertEqual(declared(evaluation()), json.loads((self.folder / "run-model/tiny.onnx.json").read_text())["input"])
        self.assertGreater(len(result.aggregate), 0)
        self.assertTrue(result.found)
        self.assertIn("Content-Security-Policy", result._repr_html_())


if __name__ == "__main__":
    unittest.main()

"""iNNvestigate on VGG16 of Keras. Its analyzers need TensorFlow without eager execution, so the file is made apart."""
import os
import subprocess
import sys

import numpy as np

CASES = [
    ("gradient", "gradient"),
    ("integrated_gradients", "integrated-gradients"),
    ("smoothgrad", "smoothgrad", "noise=NOISE", "noise-std=1"),
    ("deep_taylor", "deep-taylor"),
    ("lrp.z", "lrp-z"),
    ("lrp.epsilon", "lrp-epsilon"),
    ("input_t_gradient", "input-x-gradient"),
    ("deep_taylor.bounded", "deep-taylor-bounded", "low=-128", "high=128"),
    ("lrp.sequential_preset_a_flat", "sequential-preset-a-flat"),
    ("lrp.alpha_1_beta_0", "lrp-alpha1beta0", "bias=both"),
    ("lrp.alpha_1_beta_0_IB", "lrp-alpha1beta0"),
    ("lrp.alpha_2_beta_1_IB", "lrp-alpha2beta1"),
    ("lrp.flat", "lrp-flat"),
    ("lrp.w_square", "lrp-wsquare"),
    ("guided_backprop", "guided-backprop", "start=logit"),
    ("deconvnet", "deconvnet", "start=logit")]
SAMPLED = {"integrated_gradients", "smoothgrad"}
SAMPLES = 64


def network(side):
    """VGG16 with softmax, He weights and biases; dense layers of 512, since tf2onnx takes 50 times a file's memory."""
    import tensorflow as tf
    features = tf.keras.applications.VGG16(weights=None, input_shape=(side, side, 3), include_top=False)
    x = tf.keras.layers.Flatten()(features.output)
    for width, function in [(512, "relu"), (512, "relu"), (100, "softmax")]:
        x = tf.keras.layers.Dense(width, function)(x)
    model = tf.keras.Model(features.input, x)
    random = np.random.RandomState(3)
    for layer in model.layers:
        if layer.get_weights():
            kernel, bias = layer.get_weights()
            scale = (2 / np.prod(kernel.shape[:-1])) ** 0.5
            layer.set_weights([random.normal(0, scale, kernel.shape), random.normal(0, 2, bias.shape)])
    return model


def export(side, path):
    import tensorflow as tf
    import tf2onnx
    model = network(side)
    model.layers[-1].activation = tf.keras.activations.linear
    logits = tf.keras.Model(model.inputs, model.layers[-1](model.layers[-2].output))
    spec = (tf.TensorSpec((None, side, side, 3), tf.float32, name="input"),)
    tf2onnx.convert.from_keras(logits, input_signature=spec, opset=17, output_path=path)


def write(out, folder, pictures, options):
    if options[:1] == ["export"]:
        return export(int(options[1]), out)
    side = int((options or ["96"])[0])
    x = 60 * pictures(1, side)
    target = folder(out, f"innvestigate-vgg16-{side}", x)
    noise = np.random.RandomState(4).normal(size=(SAMPLES, 1, 3, side, side)).astype(np.float32)
    np.save(target.path / "noise.npy", noise)
    model = str(target.path / "model.onnx")
    if not os.path.exists(model):
        subprocess.run([sys.executable, sys.argv[0], "innvestigate", model, "export", str(side)], check=True)
    import tensorflow as tf
    tf.compat.v1.disable_eager_execution()
    import innvestigate
    from innvestigate import layers
    same = noise[:, 0].transpose(0, 2, 3, 1)[None]
    layers.AddGaussianNoise.call = lambda self, inputs, *_args, **_kwargs: inputs + tf.constant(same)
    plain = innvestigate.model_wo_softmax(network(side))
    np.save(target.path / "logits.npy", plain.predict(x.transpose(0, 2, 3, 1)))
    for name, method, *parameters in CASES:
        if name in SAMPLED and side > 128 and not os.environ.get("ALL"):
            continue
        parameters = [p.replace("NOISE", str(target.path / "noise.npy")) for p in parameters]
        known = target.path / f"{len(target.cases)}.npy"
        if known.exists():  # from a call that was stopped
            target.add(name, method, np.load(known), *parameters)
            continue
        bounds = {"low": -128, "high": 128} if "bounded" in name else {}
        analyzer = innvestigate.create_analyzer(name, plain, **bounds)
        found = analyzer.analyze(x.transpose(0, 2, 3, 1).astype(np.float32))
        found = next(iter(found.values())) if isinstance(found, dict) else found
        target.add(name, method, np.asarray(found).transpose(0, 3, 1, 2), *parameters)

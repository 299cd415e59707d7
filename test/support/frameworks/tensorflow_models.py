"""Makes the TensorFlow models of the tests in a folder, beside inputs and TensorFlow's own answers as float32 files."""

import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

folder = Path(sys.argv[1])


def spec(shape, dtype=tf.float32):
    return tf.TensorSpec(shape, dtype)


class Cnn(tf.Module):
    """Reads digits: the layers of a small convolutional network, channels last."""

    def __init__(self):
        super().__init__()
        start = tf.random_normal_initializer(stddev=0.1, seed=7)
        self.filters1 = tf.Variable(start((3, 3, 1, 8)))
        self.bias1 = tf.Variable(tf.zeros(8))
        self.filters2 = tf.Variable(start((3, 3, 8, 16)))
        self.bias2 = tf.Variable(tf.zeros(16))
        self.weights = tf.Variable(start((7 * 7 * 16, 10)))
        self.bias = tf.Variable(tf.zeros(10))

    def logits(self, image):
        hidden = tf.nn.relu(tf.nn.conv2d(image, self.filters1, 1, "SAME") + self.bias1)
        hidden = tf.nn.max_pool2d(hidden, 2, 2, "SAME")
        hidden = tf.nn.relu(tf.nn.conv2d(hidden, self.filters2, 1, "SAME") + self.bias2)
        hidden = tf.nn.max_pool2d(hidden, 2, 2, "SAME")
        return tf.reshape(hidden, (-1, 7 * 7 * 16)) @ self.weights + self.bias

    @tf.function(input_signature=[spec((None, 28, 28, 1))])
    def serve(self, image):
        return {"scores": tf.nn.softmax(self.logits(image), name="scores")}


class Many(tf.Module):
    """Several signatures: of two tensors, of words, of one fixed row, of any rank."""

    @tf.function(input_signature=[spec((None, 4)), spec((None, 4))])
    def pair(self, a, b):
        return {"difference": a - b, "quotient": a / b}

    @tf.function(input_signature=[spec((None, None), tf.string)])
    def words(self, words):
        return {"upper": tf.strings.upper(words), "length": tf.strings.length(words)}

    @tf.function(input_signature=[spec((1, 3))])
    def fixed(self, row):
        return {"sum": tf.reduce_sum(row, 1)}

    @tf.function(input_signature=[spec(None)])
    def any_rank(self, x):
        return {"y": x * 2}


def train(model: Cnn, images, labels) -> None:
    """A few passes over the digits, so that it really reads them."""
    moments = [tf.Variable(tf.zeros_like(variable)) for variable in model.trainable_variables]

    @tf.function
    def step(some, targets):
        with tf.GradientTape() as tape:
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(targets, model.logits(some))
            loss = tf.reduce_mean(losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        for variable, moment, gradient in zip(model.trainable_variables, moments, gradients):
            moment.assign(0.9 * moment + gradient)
            variable.assign_sub(0.05 * moment)

    order = np.random.RandomState(7)
    for _ in range(8):
        for rows in np.array_split(order.permutation(len(images)), 10):
            step(images[rows], labels[rows])


tf.random.set_seed(7)
digits = np.fromfile(folder / "digits.f32", np.float32).reshape(-1, 28, 28, 1)
labels = np.fromfile(folder / "labels.f32", np.float32).astype(np.int64)
cnn = Cnn()
train(cnn, digits, labels)
tf.saved_model.save(cnn, str(folder / "cnn"), signatures=cnn.serve)
digits[:8].tofile(folder / "image.f32")
cnn.serve(tf.constant(digits[:8]))["scores"].numpy().tofile(folder / "scores.f32")

frozen = convert_variables_to_constants_v2(cnn.serve.get_concrete_function())
(folder / "cnn.graphdef").write_bytes(frozen.graph.as_graph_def().SerializeToString())
print(frozen.inputs[0].name, frozen.outputs[0].name)

many = Many()
signatures = {name: getattr(many, name) for name in ("pair", "words", "fixed", "any_rank")}
tf.saved_model.save(many, str(folder / "many"), signatures=signatures)

package org.segmentattribution.api;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What somebody gave is wrong: a setting, a class name, or a model, folder or file that cannot be
 * used. The message is one line for that person: it says what is wrong, and what is allowed or what
 * to do. Any other {@link IllegalArgumentException} is a mistake in the program.
 *
 * <p>A message names a setting by its key; {@link #show} puts another name in its place, as the
 * command line does with {@code --key}.
 */
public final class WrongInput extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** The message, with its settings marked. */
  private final SettingText text;

  /**
   * An error whose message names no setting.
   *
   * @param message plain text: braces mean nothing in it
   */
  public WrongInput(String message) {
    this(SettingText.of("%s", message), null);
  }

  /**
   * An error whose message names no setting, and what caused it.
   *
   * @param message plain text, one line
   * @param cause what went wrong below
   */
  public WrongInput(String message, Throwable cause) {
    this(SettingText.of("%s", message), cause);
  }

  /**
   * An error whose message may name settings, and what caused it; null where nothing did.
   *
   * @param text one line
   * @param cause what went wrong below
   */
  public WrongInput(SettingText text, Throwable cause) {
    super(text.toString(), cause);
    this.text = text;
  }

  /**
   * {@return an error whose message names settings}
   *
   * @param template as of {@link SettingText#of}: {@code "{out} %s is a file; name a folder"}
   * @param values as of {@link SettingText#of}; an exception among them is the cause, and settings
   *     that it names stay marked
   */
  public static WrongInput of(String template, Object... values) {
    Object[] shown = values.clone();
    Throwable cause = null;
    for (int i = 0; i < values.length; i++) {
      cause = values[i] instanceof Throwable error ? error : cause;
      shown[i] = values[i] instanceof WrongInput error ? error.text : values[i];
    }
    return new WrongInput(SettingText.of(template, shown), cause);
  }

  /**
   * Puts the setting at fault in front of what was found wrong.
   *
   * @param key of the setting at fault
   * @param cause of this kind, or why a file that the setting names cannot be read
   * @return the error, to be thrown
   */
  public static WrongInput in(String key, Exception cause) {
    return of("{" + key + "}: %s", cause);
  }

  /** {@return the key of the setting at fault; empty where the message names a file alone} */
  public Optional<String> key() {
    return text.key();
  }

  /**
   * {@return the message with every setting under the name that a reader knows it by}
   *
   * @param name gives the name for a key
   */
  public String show(UnaryOperator<String> name) {
    return text.show(name);
  }
}

package org.segmentattribution.api;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Says that something given is wrong: a setting, a class name, or a model, folder or file that
 * cannot be used. The message is one line for the person who gave it: what is wrong, and what is
 * allowed or what to do. Any other {@link IllegalArgumentException} is a mistake in the program.
 *
 * <p>A message names settings by their keys; {@link #show} puts other names in their place, as the
 * command line does with {@code --key}.
 */
public final class WrongInput extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** The message, with its settings marked. */
  private final SettingText text;

  /**
   * Makes an error whose message names no setting.
   *
   * @param message plain text, in which braces have no meaning
   */
  public WrongInput(String message) {
    this(SettingText.of("%s", message), null);
  }

  /**
   * Makes an error whose message names no setting and that another error has caused.
   *
   * @param message plain text, one line
   * @param cause what went wrong below
   */
  public WrongInput(String message, Throwable cause) {
    this(SettingText.of("%s", message), cause);
  }

  /**
   * Makes an error whose message may name settings.
   *
   * @param text one line
   * @param cause what went wrong below; null for nothing
   */
  public WrongInput(SettingText text, Throwable cause) {
    super(text.toString(), cause);
    this.text = text;
  }

  /**
   * {@return an error whose message names settings}
   *
   * @param template template of {@link SettingText#of}, such as {@code "{out} %s is a file; name a
   *     folder"}
   * @param values values of {@link SettingText#of}; an exception among them becomes the cause and
   *     keeps its settings marked
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
   * Puts the setting at fault in front of an error's message.
   *
   * @param key key of the setting at fault
   * @param cause a {@code WrongInput}, or the reason why a file that the setting names cannot be
   *     read
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
   * {@return the message with each setting under the name that its reader knows}
   *
   * @param name gives the name for a key
   */
  public String show(UnaryOperator<String> name) {
    return text.show(name);
  }
}

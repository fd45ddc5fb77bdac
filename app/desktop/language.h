#pragma once

#include <QtCore/QLocale>
#include <QtCore/QStringList>
#include <QtCore/QTranslator>

namespace inia::desktop {

// In which language the window speaks: the English of the sources, or a catalogue of resources/i18n. Numbers
// and dates follow.
class Language final {
    Q_DISABLE_COPY_MOVE(Language)

public:
    Language() = default;
    // What stood before, words and numbers, is back.
    ~Language();

    // By their names, English first: "en", "de".
    [[nodiscard]] static QStringList known();
    // The first that is known of those somebody wants most, such as "de-AT"; else English.
    [[nodiscard]] static QString of(const QStringList& wanted = QLocale::system().uiLanguages());

    // Before there are widgets, which keep the words they were made with. One of known().
    void install(const QString& name);

private:
    QLocale m_before;
    QTranslator m_words;
    QTranslator m_qt; // Qt's own words: of its dialogs and menus, and of keys
};

} // namespace inia::desktop

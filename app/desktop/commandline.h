#pragma once

#include "core/common/result.h"
#include "core/observe/replaytransport.h"

#include <QtCore/QLocale>
#include <QtCore/QStringList>
#include <QtCore/QTranslator>

#include <optional>
#include <string>

namespace inia::desktop {

// What `inia` was started with.
struct Arguments {
    std::optional<std::string> profile;
    std::optional<std::string> region;
    std::optional<std::string> endpointUrl;
    QString selfTestFolder; // empty: no self-test
    QString replayFile;     // empty: asks AWS
    ReplayTransport::Pace replayPace = ReplayTransport::Pace::AsRecorded;
    QString language; // of Language::known(), or empty: the desktop's
    QString theme;    // "light", "dark" or empty: as set or as the desktop has it
};

// Either arguments to run with, or text to print and be done with (help, version).
struct CommandLine {
    std::optional<Arguments> arguments;
    QString text;
};

// Fails with kind Parameter and one sentence that says what to write instead.
[[nodiscard]] Result<CommandLine> parseCommandLine(const QStringList& words);

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

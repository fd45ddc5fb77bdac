#pragma once

#include <QtCore/QSet>
#include <QtCore/QStringList>
#include <QtCore/QTranslator>

class QWidget;

namespace inia::tests {

/// A language in which every text stands in brackets and is 40 % longer: what has no brackets was not
/// translated, and what does not fit was made for English. It is the program's as long as it lives.
class PseudoLocale final : public QTranslator {
public:
    PseudoLocale();
    ~PseudoLocale() override;

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char* context, const char* text, const char* disambiguation,
                                    int number) const override;
    /// What was asked for under a name by which no catalogue has it: "context: text".
    [[nodiscard]] QStringList unknown() const;

private:
    QSet<QString> m_known;
    mutable QSet<QString> m_unknown;
};

/// Of what can be seen in the window: words of labels and buttons that do not fit and have no dots for it.
[[nodiscard]] QStringList cutTexts(const QWidget& window);
/// ... and words on it, for a screen reader and in tips, that have letters but no brackets.
[[nodiscard]] QStringList plainTexts(const QWidget& window);

} // namespace inia::tests

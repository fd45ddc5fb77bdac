#pragma once

#include <QtCore/QString>
#include <QtWidgets/QDialog>
#include <QtWidgets/QPlainTextEdit>

#include <optional>
#include <string>
#include <vector>

class QLineEdit;

namespace inia::ui {

class Appearance;
class Button;
struct SessionInfo;

// What makes one text of another: lines that go and lines that come, with a few around them.
class DiffView final : public QPlainTextEdit {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DiffView)

public:
    explicit DiffView(const Appearance& appearance, QWidget* parent = nullptr);

    void setTexts(const std::string& before, const std::string& after);

private:
    const Appearance& m_appearance;
};

// Somebody else has changed meanwhile what one wants to store: shows what both have made of what there was,
// and asks what is to become of it. Its result is the number of the choice, from 1; 0 for none.
class ConflictDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConflictDialog)

public:
    struct Choice {
        QString text;
        QString obstacle; // null when it can be chosen
    };
    struct Words {
        QString title;
        QString sentence;
        QString otherName; // proposed, for a choice that needs another name; null: there is none
        std::vector<Choice> choices;
    };
    ConflictDialog(const Appearance& appearance, const SessionInfo& session, const Words& words,
                   QWidget* parent);

    // `theirs` null: there is nothing any more.
    void setTexts(const std::string& base, const std::optional<std::string>& theirs, const std::string& mine);
    [[nodiscard]] Button* choice(int number) const { return m_buttons.at(std::size_t(number - 1)); }
    [[nodiscard]] QLineEdit* otherName() const { return m_otherName; }

private:
    DiffView* m_theirs;
    DiffView* m_mine;
    QLineEdit* m_otherName = nullptr;
    std::vector<Button*> m_buttons;
};

} // namespace inia::ui

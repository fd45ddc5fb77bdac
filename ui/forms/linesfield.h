#pragma once

#include "ui/forms/formfield.h"

#include <vector>

class QLineEdit;
class QVBoxLayout;

namespace inia::ui {

class LinkButton;
class TextLabel;

// What fields of any number of values share: a line for each, with a button that takes it out, and a link
// below that adds one.
class LinesField : public FormField {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LinesField)

public:
    [[nodiscard]] bool folds() const override { return true; }
    [[nodiscard]] QString note() const override;
    // Without lines it gets its first one.
    void open() override;

protected:
    struct Words {
        QString add;     // "Add item"
        QString takeOut; // "Take the item out"
        QString one;     // "1 item"
        QString many;    // "%1 items"
        QString key;     // what a line begins with; empty for lines without
    };
    struct Line {
        QWidget* widget;
        FormField* field;
        QLineEdit* key = nullptr;   // of a line that has one
        TextLabel* error = nullptr; // of this line
    };

    // `element` is the shape of the value of a line; `context` outlives the field.
    LinesField(const FormContext& context, const Shape& element, Words words, QWidget* parent);

    [[nodiscard]] const FormContext& context() const { return m_context; }
    [[nodiscard]] const std::vector<Line>& lines() const { return m_lines; }
    Line& add();
    void clear();
    // Puts a label between the lines and the link.
    void placeBelow(TextLabel* label);

private:
    // Lays out the parts of a new line, with what the subclass adds.
    virtual void fillLine(Line& line, QWidget* takeOut) = 0;

    [[nodiscard]] QLineEdit* newKey(QWidget* parent);
    void remove(const QWidget* widget);

    const FormContext& m_context;
    Shape m_element;
    Words m_words;
    std::vector<Line> m_lines;
    QVBoxLayout* m_layout;
};

} // namespace inia::ui

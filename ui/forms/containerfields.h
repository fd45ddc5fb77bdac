#pragma once

#include "ui/forms/formfields.h"

#include <string>
#include <vector>

class QLineEdit;
class QVBoxLayout;

namespace inia::ui {

class ChoiceBox;
class TextLabel;

// A structure of a few scalars in one line, such as key and value of a tag; names are placeholders.
class InlineField final : public FormField {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InlineField)

public:
    // Whether a structure fits in a line.
    [[nodiscard]] static bool fits(const Shape& shape);

    InlineField(const FormContext& context, const Shape& shape, QWidget* parent);

    [[nodiscard]] Value value() const override;
    void setValue(const Value& value) override;
    [[nodiscard]] QString problem() const override;

private:
    struct Part {
        std::string name;
        FormField* field;
    };
    std::vector<Part> m_parts;
};

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

// A list: one field after another.
class ListField final : public LinesField {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListField)

public:
    // `context` outlives the field.
    ListField(const FormContext& context, const Shape& shape, QWidget* parent);

    [[nodiscard]] Value value() const override;
    void setValue(const Value& value) override;
    [[nodiscard]] QString problem() const override;
    bool showProblem(const QString& path, const QString& text) override;
    void clearProblems() override;

private:
    void fillLine(Line& line, QWidget* takeOut) override;
};

// A map: a key and a field in each line.
class MapField final : public LinesField {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MapField)

public:
    // `context` outlives the field.
    MapField(const FormContext& context, const Shape& shape, QWidget* parent);

    [[nodiscard]] Value value() const override;
    void setValue(const Value& value) override;
    // A value without a key, or a key twice.
    [[nodiscard]] QString problem() const override;
    bool showProblem(const QString& path, const QString& text) override;
    void clearProblems() override;

private:
    void fillLine(Line& line, QWidget* takeOut) override;

    ShapeType m_valueType;
    TextLabel* m_error;
};

// A union: which member, and its field.
class UnionField final : public FormField {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UnionField)

public:
    // `context` outlives the field.
    UnionField(const FormContext& context, const Shape& shape, QWidget* parent);

    [[nodiscard]] Value value() const override;
    void setValue(const Value& value) override;
    [[nodiscard]] QString problem() const override;
    bool showProblem(const QString& path, const QString& text) override;
    void clearProblems() override;
    [[nodiscard]] bool folds() const override { return true; }
    [[nodiscard]] QString note() const override;

private:
    void choose();

    const FormContext& m_context;
    Shape m_shape;
    ChoiceBox* m_choice;
    FormField* m_field = nullptr;
    TextLabel* m_error;
    QVBoxLayout* m_layout;
};

} // namespace inia::ui

#pragma once

#include "core/model/document.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"

#include <QtCore/QString>
#include <QtWidgets/QWidget>

#include <memory>

class QLineEdit;
class QPlainTextEdit;

namespace inia::ui {

class Appearance;
class ChoiceBox;
class ToolButton;

// What all fields of a form share. Lives as long as the form.
struct FormContext {
    const Appearance& appearance;
    std::shared_ptr<const Document> docs; // the service's documentation; may be null

    // What the model says of a member, as plain text; empty when it says nothing.
    [[nodiscard]] QString memberDocs(std::string_view structure, std::string_view member) const;
    [[nodiscard]] QString operationDocs(std::string_view operation) const;
};

// The first sentence, or as much of it as `most` characters hold.
[[nodiscard]] QString firstSentence(const QString& text, int most = 160);

// "string", "integer", "list of Tag", "enum · 12": what a field expects, in the model's words.
[[nodiscard]] QString shapeWords(const Shape& shape);

// One input of a form: a widget for a value of a shape. A path begins below the field: "[0].Key" in a list,
// "Key" in a structure, empty for the field itself.
class FormField : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FormField)

public:
    explicit FormField(QWidget* parent) : QWidget(parent) {}

    // What is set; null when nothing is. Text that is no value counts as not set: see problem().
    [[nodiscard]] virtual Value value() const = 0;
    // Null empties the field. A value of another kind than the shape's is shown as far as it can be.
    virtual void setValue(const Value& value) = 0;
    // Why what was typed is no value of the shape; empty when it is one.
    [[nodiscard]] virtual QString problem() const { return {}; }
    // Shows `text` where `path` leads; false when that is nowhere in here.
    virtual bool showProblem(const QString& path, const QString& text);
    virtual void clearProblems() {}
    // Has several values in it and so folds below its name.
    [[nodiscard]] virtual bool folds() const { return false; }
    // A few words behind the name of a field that folds: "2 items".
    [[nodiscard]] virtual QString note() const { return {}; }
    // Makes the inside of a field that folds; until then it is only a name, as shapes may contain themselves.
    virtual void open() {}

signals:
    void edited();
};

// The field for a shape. `required` structures are there even when nothing is set in them.
[[nodiscard]] FormField* makeField(const FormContext& context, const Shape& shape, bool required,
                                   QWidget* parent);

// Texts, numbers and times, all typed. Long texts (policies, templates, bodies) get several lines; what the
// model marks as sensitive is not shown while it is typed.
class TextField final : public FormField {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TextField)

public:
    TextField(const FormContext& context, const Shape& shape, QWidget* parent);

    [[nodiscard]] Value value() const override;
    void setValue(const Value& value) override;
    [[nodiscard]] QString problem() const override;

private:
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString hint() const;

    Shape m_shape;
    QLineEdit* m_line = nullptr; // or
    QPlainTextEdit* m_lines = nullptr;
};

// Booleans and enums. An enum takes other texts as well: the service may know more of them than the model.
class ChoiceField final : public FormField {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChoiceField)

public:
    ChoiceField(const FormContext& context, const Shape& shape, QWidget* parent);

    [[nodiscard]] Value value() const override;
    void setValue(const Value& value) override;

private:
    bool m_isBool;
    ChoiceBox* m_box;
};

// A document: any JSON.
class DocumentField final : public FormField {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DocumentField)

public:
    DocumentField(const FormContext& context, const Shape& shape, QWidget* parent);

    [[nodiscard]] Value value() const override;
    void setValue(const Value& value) override;
    [[nodiscard]] QString problem() const override;

private:
    Shape m_shape;
    QPlainTextEdit* m_text;
};

// Bytes: a text as UTF-8, or a file. Files are read at once and so may be 4 MiB at most; larger ones are for
// uploads.
class BlobField final : public FormField {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BlobField)

public:
    BlobField(const FormContext& context, QWidget* parent);

    [[nodiscard]] Value value() const override;
    void setValue(const Value& value) override;
    [[nodiscard]] QString problem() const override { return m_problem; }
    Q_INVOKABLE void readFile(const QString& path);

private:
    void choose();
    void showBytes(const QString& origin);

    QByteArray m_bytes; // of the file, or bytes that are no text
    bool m_isText = true;
    QString m_problem;
    QLineEdit* m_text;
    ToolButton* m_file;
    ToolButton* m_clear;
};

} // namespace inia::ui

#pragma once

#include "ui/forms/formfield.h"

class QLineEdit;
class QPlainTextEdit;

namespace inia::ui {

class ChoiceBox;
class ToolButton;

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

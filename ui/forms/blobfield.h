#pragma once

#include "ui/forms/formfield.h"

class QLineEdit;

namespace inia::ui {

class ToolButton;

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

#pragma once

#include "ui/forms/formfield.h"

namespace inia::ui {

class ElidedLabel;
class FoldHeader;
class TextLabel;
struct FormContext;

// One member of a structure: its name, the word "required", the model's type at the right, the field below,
// why its value does not do below that, and what it means beside it. Members with values inside fold.
class FormRow final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FormRow)

public:
    // `structure` is the shape that has the member, for its documentation.
    FormRow(const FormContext& context, std::string_view structure, const std::string& name,
            const Shape& shape, bool required, QWidget* parent);

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] FormField* field() const { return m_field; }
    // Opens a row that folds.
    void open();
    // A row that gets a value opens.
    void setValue(const Value& value);

    // False, with the words shown, when what was typed is no value.
    bool check();
    void showProblem(const QString& path, const QString& text);
    void clearProblems();

signals:
    void edited();

private:
    void buildPlain(const FormContext& context, const Shape& shape, bool required, const QString& docs);
    void buildFolding(const FormContext& context, const Shape& shape, bool required, const QString& docs);
    void setError(const QString& text);
    void updateNote();

    std::string m_name;
    QString m_type;
    bool m_required;
    FormField* m_field;
    FoldHeader* m_fold = nullptr;
    QWidget* m_inside = nullptr;
    TextLabel* m_error;
};

} // namespace inia::ui

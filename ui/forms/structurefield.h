#pragma once

#include "ui/forms/formfield.h"

#include <string>
#include <vector>

class QVBoxLayout;

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

// The members of a structure, one row each: required ones first, then the others behind one row that says
// how many there are. Rows are made when the structure is opened, those behind that row when it is.
class StructureField final : public FormField {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StructureField)

public:
    // Which members are asked for.
    struct Members {
        Shape shape;
        std::vector<std::string> names; // required ones first
        std::size_t requiredCount = 0;

        [[nodiscard]] static Members of(const Shape& shape);
    };

    // `context` outlives the field.
    StructureField(const FormContext& context, Members members, bool required, QWidget* parent);

    [[nodiscard]] Value value() const override;
    void setValue(const Value& value) override;
    [[nodiscard]] QString problem() const override;
    bool showProblem(const QString& path, const QString& text) override;
    void clearProblems() override;
    [[nodiscard]] bool folds() const override { return true; }
    [[nodiscard]] QString note() const override;
    void open() override;

    // Shows where something that was typed is no value; false then.
    bool check();
    // The first field, for the keyboard; null when there is none.
    [[nodiscard]] QWidget* firstField() const;

private:
    void addRow(const std::string& name, bool required, QVBoxLayout* layout);
    void openRest();
    [[nodiscard]] FormRow* row(const std::string& name) const;

    const FormContext& m_context;
    Members m_members;
    bool m_required;
    bool m_isOpen = false;
    Value m_pending; // set while not open, or of members without a row
    std::vector<FormRow*> m_rows;
    QVBoxLayout* m_layout;
    FoldHeader* m_restHead = nullptr;
    QWidget* m_rest = nullptr;
};

} // namespace inia::ui

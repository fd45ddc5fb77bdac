#pragma once

#include "core/objects/objectpreview.h"
#include "ui/models/valuetreemodel.h"
#include "ui/preview/previewcontent.h"
#include "ui/preview/previewparts.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <functional>
#include <optional>

class QStackedLayout;

namespace inia::ui {

class Appearance;
class ElidedLabel;
class LinesView;
class StateView;
class StatusLine;
class TableView;
class TreeView;
class WindowServices;
struct StateContent;

// What is in an object: text, JSON, a table, a picture, the entries of an archive, or its bytes. Asks for a
// window of it after the other, and says what that has cost. Nothing is asked for before open().
class PreviewView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PreviewView)

public:
    // The services outlive the view.
    PreviewView(const Appearance& appearance, WindowServices& services, QWidget* parent = nullptr);

    void open(PreviewedObject object);
    // Asks for nothing before somebody wants it; says so.
    void offer(PreviewedObject object, const QString& title, const QString& sentence);
    // Ends what is under way.
    void close();
    [[nodiscard]] bool isOpen() const { return m_object.has_value(); }
    [[nodiscard]] const std::optional<PreviewContent>& content() const { return m_content; }
    void chooseKind(PreviewKind kind);
    void showPart(bool isEnd);
    void showFind();
    // Asks again for what failed for want of a person who signs in.
    void goOn();

signals:
    void shown();   // what has come so far
    void leaving(); // Space, in what is shown

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void connectParts();
    void begin();
    void loadMore();
    void fetch(std::int64_t offset, std::int64_t size, std::function<void(const QByteArray&)> then);
    void stop();
    void read();
    void takeContent(PreviewContent content);
    void present();
    void readTail(std::shared_ptr<TailReader> reader, const QByteArray& part);
    void showTail(const std::shared_ptr<TailReader>& reader);
    void decode();
    void showRows(PreviewRows rows);
    void showFailure(const Error& error);
    void showState(const StateContent& state);
    void showLoading();
    void refresh();
    void act(const QString& id);
    void find(bool backwards);
    void setTableDialect(char delimiter, bool hasHeader);
    [[nodiscard]] bool canLoadMore() const;

    const Appearance& m_appearance;
    WindowServices& m_services;
    std::optional<PreviewedObject> m_object;
    QByteArray m_bytes; // from m_base on
    std::int64_t m_base = 0;
    QByteArray m_beginning; // kept while the end is shown
    std::optional<PreviewKind> m_chosen;
    std::optional<TextTable::Dialect> m_dialect;
    std::optional<PreviewContent> m_content;
    Owned<PreviewFetch> m_fetch;
    Owned<PictureDecoding> m_decoding;
    quint64 m_turn = 0; // work in other threads for an older one is for nobody
    bool m_isWorking = false;
    std::optional<Error> m_failure;
    quint64 m_lastCall = 0;
    QTimer m_loadingTimer;

    ValueTreeModel m_values;
    PreviewTableModel m_rows;
    PreviewHead* m_head;
    ElidedLabel* m_notice;
    LinesView* m_lines;
    TreeView* m_tree;
    TableView* m_table;
    PictureView* m_picture;
    StateView* m_state;
    StatusLine* m_status;
    QStackedLayout* m_pages;
};

} // namespace inia::ui

#pragma once

#include <QMap>
#include <QTcpServer>
#include <QTcpSocket>

// A web server on the loopback address with a few files in it, for tests of downloads.
class LoopbackServer : public QTcpServer {
public:
    struct Answer {
        QByteArray body;
        int status = 200;
        QByteArray content_type = "application/octet-stream";
        qsizetype sent = -1;       // bytes of the body that come before the connection closes; -1: all
        bool stalls = false;       // nothing comes after those, and the connection stays open
        QByteArray location = {};  // of a redirect
    };

    LoopbackServer() {
        connect(this, &QTcpServer::newConnection, this, [this] { serve(*nextPendingConnection()); });
        listen(QHostAddress::LocalHost);
    }

    std::string address() const { return "http://127.0.0.1:" + std::to_string(serverPort()); }

    QMap<QString, Answer> files;  // by path
    QStringList asked;            // paths, in order

private:
    void serve(QTcpSocket& socket) {
        connect(&socket, &QTcpSocket::disconnected, &socket, &QObject::deleteLater);
        connect(&socket, &QTcpSocket::readyRead, this, [this, &socket] {
            const QByteArray request = socket.property("request").toByteArray() + socket.readAll();
            socket.setProperty("request", request);
            if (!request.contains("\r\n\r\n")) return;
            const QString path = QString::fromUtf8(request.split(' ').value(1));
            asked << path;
            answer(socket, files.value(path, Answer{.body = "no such file", .status = 404}));
        });
    }

    static void answer(QTcpSocket& socket, const Answer& answer) {
        socket.write("HTTP/1.1 " + QByteArray::number(answer.status) + " x\r\nContent-Type: " +
                     answer.content_type + "\r\nContent-Length: " + QByteArray::number(answer.body.size()));
        if (!answer.location.isEmpty()) socket.write("\r\nLocation: " + answer.location);
        socket.write("\r\nConnection: close\r\n\r\n");
        socket.write(answer.body.left(answer.sent < 0 ? answer.body.size() : answer.sent));
        if (!answer.stalls) socket.disconnectFromHost();
    }
};
